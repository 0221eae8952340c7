import { mount, showFailure } from '../view/shell/mount';
import { firstOrigin, followInspected, inspectedTab } from './inspected';
import './panel.css';

async function start(): Promise<void> {
  const home = { kind: 'panel', opensFiles: true, keepsAddress: false, inspected: inspectedTab() } as const;
  const viewer = await mount(home, firstOrigin);
  followInspected((origin) => {
    const { history, imported } = viewer.current.value;
    // A file stays until the user chooses something else.
    if (!imported && origin !== history.origin) viewer.choose(origin);
  });
}
start().catch(showFailure);
