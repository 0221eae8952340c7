import { htmlPage } from './html.mjs';

/**
 * A page of another site that cuts off whoever opened it and sends the user back, to a page of this machine
 * only.
 */
export function signInPage() {
  return htmlPage(
    'Sign in',
    `<h1>Sign in</h1>
  <script type="module">
    const back = new URL(new URLSearchParams(location.search).get('back'));
    if (back.hostname === 'localhost' || back.hostname.endsWith('.localhost')) location.href = back;
  </script>`,
  );
}
