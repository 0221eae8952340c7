import { rateUnits } from '../../src/capture/rates/types';
import { rateParts, type RateAnswer } from '../../src/capture/rates/types';
import { n, t } from '../browser/i18n';
import { Menu } from '../parts/menu';
import type { Selection } from '../state/selection';
import { sizeText } from '../tables/message-row';

/** The rate in the busiest second; opens the choice of what the bars count and what their colours mean. */
export function BarsMenu({ rate, selection }: { readonly rate: RateAnswer; readonly selection: Selection }) {
  const { rateOf, rateBy } = selection;
  const isBytes = rateOf.value === 'bytes';
  const { busiest } = rate;
  const said = isBytes ? sizeText(busiest) : t('count_messages', n(busiest));
  return (
    <Menu
      class="bars-menu"
      label={t('overview_bars', said)}
      face={t('per_second', isBytes ? sizeText(busiest) : n(busiest))}
      atEnd
    >
      {(close) => (
        <>
          {rateUnits.map((unit) => (
            <Choice
              key={unit}
              name={`of-${unit}`}
              text={t(`rates_of_${unit}`)}
              chosen={rateOf.value === unit}
              choose={() => {
                rateOf.value = unit;
                close();
              }}
            />
          ))}
          <hr />
          {rateParts.map((part) => (
            <Choice
              key={part}
              name={`by-${part}`}
              text={t(`rates_by_${part}`)}
              chosen={rateBy.value === part}
              choose={() => {
                rateBy.value = part;
                close();
              }}
            />
          ))}
        </>
      )}
    </Menu>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly text: string;
  readonly chosen: boolean;
  readonly choose: () => void;
}

function Choice({ name, text, chosen, choose }: ChoiceProps) {
  return (
    <button type="button" class={name} role="menuitemradio" aria-checked={chosen} onClick={choose}>
      <span class="check" aria-hidden="true">
        {chosen ? '✓' : ''}
      </span>
      {text}
    </button>
  );
}
