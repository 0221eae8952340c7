import browser from 'webextension-polyfill';

// From the extension's root: Firefox takes other paths as relative to this page.
void browser.devtools.panels.create('Tabshark', '/icons/32.png', '/panel/panel.html');
