import { readFileSync } from 'node:fs';
import path from 'node:path';
import { launchChromium } from './harness/chromium';
import { withBrowser } from './harness/with-browser';

const icons = path.resolve(__dirname, '../../icons');

/** The mean difference of two pictures' bytes, 0 to 255, drawn at a size. Runs in the page. */
async function difference(sources: readonly [string, string], size: number): Promise<number> {
  const [one, other] = await Promise.all(
    sources.map(async (source) => {
      const image = new Image(size, size);
      image.src = source;
      await image.decode();
      const drawing = new OffscreenCanvas(size, size).getContext('2d');
      if (!drawing) throw new Error('no canvas');
      drawing.drawImage(image, 0, 0, size, size);
      return drawing.getImageData(0, 0, size, size).data;
    }),
  );
  if (!one || !other) throw new Error('no picture');
  return one.reduce((sum, byte, index) => sum + Math.abs(byte - (other[index] ?? 0)), 0) / one.length;
}

// In one browser: both get the same files.
describe('the icons', () => {
  const { browser } = withBrowser(() => launchChromium({ extension: false }));

  it.each([16, 32, 48, 96, 128])('show icon.svg as it is now: %i pixels', async (size) => {
    const svg = readFileSync(path.join(icons, 'icon.svg'), 'base64');
    const png = readFileSync(path.join(icons, `${size}.png`), 'base64');
    const page = await browser.open('about:blank');
    const differs = await page.evaluate(
      difference,
      [`data:image/svg+xml;base64,${svg}`, `data:image/png;base64,${png}`] as const,
      size,
    );
    await page.close();
    expect(differs).toBeLessThan(4);
  });
});
