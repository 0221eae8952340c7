import { mount, showFailure } from '../view/shell/mount';
import { goAlong } from '../view/state/viewer';
import '../view/style/whole-page.css';
import { firstOrigin, followActiveTab } from './active-origin';

async function start(): Promise<void> {
  const home = { kind: 'side', opensFiles: true, keepsAddress: false } as const;
  const viewer = await mount(home, firstOrigin);
  followActiveTab((origin) => {
    goAlong(viewer, origin);
  });
}
start().catch(showFailure);
