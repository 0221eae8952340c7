/**
 * The parts of a version that both stores take: three whole numbers up to 65535. null for any other.
 * @param {string} version
 * @returns {number[] | null}
 */
export function versionParts(version) {
  if (!/^(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}$/.test(version)) return null;
  const parts = version.split('.').map(Number);
  return parts.every((part) => part <= 65_535) ? parts : null;
}

/**
 * @param {number[]} version
 * @param {number[]} than
 */
export function isGreater(version, than) {
  const differs = version.findIndex((part, index) => part !== than[index]);
  return differs !== -1 && version[differs] > than[differs];
}
