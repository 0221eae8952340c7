import browser from 'webextension-polyfill';

/**
 * A page's icon as a data: URL, '' if none is known. Never fetched from the network: Firefox tells it as a data: URL, Chromium keeps it for its
 * own use and hands it out under our own address (permission `favicon`).
 */
export async function faviconOf(tab: number | undefined, url: string): Promise<string> {
  if (!browser.runtime.getManifest().permissions?.includes('favicon')) {
    const known = tab === undefined ? undefined : await browser.tabs.get(tab).catch(() => undefined);
    return known?.favIconUrl?.startsWith('data:') ? known.favIconUrl : '';
  }
  try {
    const response = await fetch(
      browser.runtime.getURL(`_favicon/?pageUrl=${encodeURIComponent(url)}&size=16`),
    );
    return response.ok ? await dataUrl(await response.blob()) : '';
  } catch {
    return '';
  }
}

async function dataUrl(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return `data:${blob.type || 'image/png'};base64,${btoa(String.fromCharCode(...bytes))}`;
}
