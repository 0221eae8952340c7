import { render } from 'preact';
import browser from 'webextension-polyfill';
import { t } from '../view/browser/i18n';
import { followSettings } from '../view/browser/settings';
import { followAllSites } from './all-sites';
import { followDevTools } from './dev-tools';
import { Options } from './options';
import '../view/style/base.css';
import './options.css';

document.documentElement.lang = browser.i18n.getUILanguage();
document.title = t('options_title');
render(
  <Options settings={followSettings()} allSites={followAllSites()} devTools={followDevTools()} />,
  document.body,
);
