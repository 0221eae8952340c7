import { showWatched } from './badge';
import { clear, endSession, forgetGone, narrow } from './clearing';
import { acceptCommands } from './commands';
import { createCommitter } from './committer';
import { acceptContexts } from './contexts';
import { collectLeftovers } from './leftovers';
import { beginRun } from './new-run';
import { openStore } from './open-store';
import { endWithTabs } from './removed-tabs';
import { report } from './report';
import { ring } from './ring';
import { followGrants, isWatched } from './watch';

/**
 * Every listener is added in the first turn: the browser starts the background for an event and delivers it
 * then.
 */
const committer = createCommitter(openStore);
const contexts = acceptContexts(committer, isWatched, showWatched);
collectLeftovers(committer);
// Its work comes before any commit.
beginRun(committer, contexts, (database) => endSession(database, contexts));
acceptCommands(contexts, {
  clear: (origin) => clear(origin, committer, contexts),
  narrow: () => narrow(committer),
});
endWithTabs(committer);
ring({ type: 'started' });
followGrants(() => void contexts.stopUnwatched());
forgetGone(committer, contexts).catch(report);
