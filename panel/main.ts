import { mount, showFailure } from '../view/shell/mount';
import { goAlong } from '../view/state/viewer';
import '../view/style/whole-page.css';
import { firstOrigin, followInspected, inspectedTab } from './inspected';

async function start(): Promise<void> {
  const home = { kind: 'panel', opensFiles: true, keepsAddress: false, tab: inspectedTab() } as const;
  const viewer = await mount(home, firstOrigin);
  followInspected((origin) => {
    goAlong(viewer, origin);
  });
}
start().catch(showFailure);
