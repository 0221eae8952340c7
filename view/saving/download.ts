import { endings, type Format } from '../../src/file/saving';

/** Where the browser puts downloads. `origin`: of what is saved, for the name. */
export function download(blob: Blob, origin: string, format: Format): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName(origin, format);
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}

function fileName(origin: string, format: Format): string {
  const time = new Date().toISOString().replace(/[:.]/g, '-').slice(0, 19);
  const site = origin.replace(/^https?:\/\//, '').replace(/[^\w.-]+/g, '-');
  return `tabshark-${site}-${time}.${endings[format]}`;
}
