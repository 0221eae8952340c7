export { createTabNames, type TabName, type TabNames } from '../../src/shown/tab-names';
