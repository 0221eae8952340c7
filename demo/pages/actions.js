/** Adds a line to the page's log. */
export function log(text) {
  document.getElementById('log').appendChild(document.createElement('li')).textContent = text;
}

/** Runs `actions[id]` when the button of that id is pressed; what it throws is logged. */
export function act(actions) {
  for (const [id, action] of Object.entries(actions)) {
    document.getElementById(id).addEventListener('click', async () => {
      try {
        await action();
      } catch (error) {
        log(`${error.name}: ${error.message}`);
      }
    });
  }
}
