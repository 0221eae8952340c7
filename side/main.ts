import { mount, showFailure } from '../view/shell/mount';
import { firstOrigin, followActiveTab } from './active-origin';
import './side.css';

async function start(): Promise<void> {
  const home = { kind: 'side', opensFiles: true, keepsAddress: false } as const;
  const viewer = await mount(home, firstOrigin);
  followActiveTab((origin) => {
    const { history, imported } = viewer.current.value;
    // A file stays until the user chooses something else.
    if (!imported && origin !== history.origin) viewer.choose(origin);
  });
}
start().catch(showFailure);
