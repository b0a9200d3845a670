/** How the feeds of a space stand: those that run in it, which of them are late, and how old their newest is. */
import type { FeedState } from '../api/types';

/** A feed that is off, or never ran in this space, is neither on time nor late. */
export const runs = (feed: FeedState): boolean => feed.state !== 'off' && feed.state !== 'never';

export const isLate = (feed: FeedState): boolean => runs(feed) && feed.state !== 'on_time';

/** When its newest was measured; where the source states no times, when it last delivered, or at least was asked. */
export const newestAt = (feed: FeedState): string | null =>
  feed.newest_at ?? feed.last_good_at ?? feed.last_run_at;
