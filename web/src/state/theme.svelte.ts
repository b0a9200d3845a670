import { hourOf } from '../lib/vn-time';
import { keep, recall } from '../lib/stored';

export type ThemeChoice = 'auto' | 'day' | 'night';

/** Night by itself from 18:00 to 06:00 in Viet Nam, by the wall's real clock; a person may choose otherwise. */
class Theme {
  choice = $state<ThemeChoice>(recall<ThemeChoice>('theme', 'auto'));
  hour = $state(hourOf(Date.now()));
  /** Goes up with every tick, for words that grow old. */
  beat = $state(0);
  shown: 'day' | 'night' = $derived(
    this.choice === 'auto' ? (this.hour >= 18 || this.hour < 6 ? 'night' : 'day') : this.choice,
  );

  tick(): void {
    this.hour = hourOf(Date.now());
    this.beat++;
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    keep('theme', choice);
  }
}

export const theme = new Theme();
