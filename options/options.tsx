import type { ReadonlySignal } from '@preact/signals';
import type { NumberSetting, Settings, SettingsChange } from '../src/protocol/settings';
import { command } from '../view/browser/commands';
import { t } from '../view/browser/i18n';
import type { AllSites } from './all-sites';
import type { DevTools } from './dev-tools';
import { HiddenFindings } from './hidden-findings';
import { NumberField } from './number-field';
import { RulesField } from './rules-field';
import { Switch } from './switch';

interface Props {
  readonly settings: ReadonlySignal<Settings>;
  readonly allSites: AllSites;
  readonly devTools: DevTools | null;
}

/** All that the user can set beside single sites. Every change takes effect at once. */
export function Options({ settings, allSites, devTools }: Props) {
  const number = (name: NumberSetting, label: string) => (
    <NumberField
      name={name}
      label={label}
      value={settings.value[name]}
      set={(value) => change({ [name]: value })}
    />
  );
  return (
    <main class="options">
      <h1>{t('options_title')}</h1>
      <section>
        <h2>{t('options_sites')}</h2>
        <Switch
          name="all"
          label={t('options_all')}
          hint={t('options_all_hint')}
          on={allSites.on.value}
          trouble={allSites.trouble.value}
          set={allSites.set}
        />
      </section>
      {devTools && (
        <section>
          <h2>{t('options_dev_tools')}</h2>
          <Switch
            name="dev-tools"
            label={t('options_panel')}
            hint={t('options_panel_hint')}
            on={devTools.on.value}
            set={devTools.set}
          />
        </section>
      )}
      <section>
        <h2>{t('options_stored')}</h2>
        <Switch
          name="keep"
          label={t('options_keep')}
          hint={t('options_keep_hint')}
          on={settings.value.keep}
          set={(keep) => void change({ keep })}
        />
        {number('records', t('options_records'))}
        {number('megabytes', t('options_megabytes'))}
        <p class="hint">{t('options_stored_hint')}</p>
      </section>
      <section>
        <h2>{t('options_queue')}</h2>
        {number('queueRecords', t('options_queue_records'))}
        {number('queueMegabytes', t('options_queue_megabytes'))}
        <p class="hint">{t('options_queue_hint')}</p>
      </section>
      <section>
        <h2>{t('options_redaction')}</h2>
        <RulesField
          kind="names"
          label={t('options_redact_names')}
          hint={t('options_redact_names_hint')}
          rules={settings.value.redactNames}
          set={(redactNames) => change({ redactNames })}
        />
        <RulesField
          kind="patterns"
          label={t('options_redact_patterns')}
          hint={t('options_redact_patterns_hint')}
          rules={settings.value.redactPatterns}
          set={(redactPatterns) => change({ redactPatterns })}
        />
      </section>
      <HiddenFindings />
    </main>
  );
}

async function change(wanted: SettingsChange): Promise<string> {
  const answer = await command({ type: 'change-settings', change: wanted });
  return answer.ok ? '' : answer.message;
}
