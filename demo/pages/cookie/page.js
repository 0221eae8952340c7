import { act, log } from '/actions.js';

cookieStore?.addEventListener('change', ({ changed, deleted }) => {
  for (const { name, value } of changed) log(`${name}=${value}`);
  for (const { name } of deleted) log(`${name} deleted`);
});

act({
  set: () => {
    document.cookie = `colour=${Math.floor(Math.random() * 1000)}`;
  },
  delete: () => {
    document.cookie = 'colour=; max-age=0';
  },
});
