/** People type euros, the server keeps cents. */

export const euros = (cents: number | null): number | null => (cents === null ? null : cents / 100);

export const cents = (amount: number | null | undefined): number | null => (amount == null ? null : Math.round(amount * 100));
