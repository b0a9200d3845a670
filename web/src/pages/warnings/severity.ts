/** The place of a CAP severity in the order of danger's colours. It is no risk level. */
export const LEVELS: Record<string, 1 | 2 | 3 | 4 | undefined> = {
  Minor: 1,
  Moderate: 2,
  Severe: 3,
  Extreme: 4,
};

export const colourOf = (severity: string): string =>
  ({ Minor: '#8ec9f0', Moderate: '#f6de6b', Severe: '#f28c28', Extreme: '#d7263d' })[severity] ?? '#9aa5b1';
