/** English has two forms; Vietnamese needs none. */
export const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
