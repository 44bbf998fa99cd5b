/**
 * The few characters by which a person finds an order at a POS that cannot look it up. They are printed
 * with the order's note there, and shown beside an order that needs attention here.
 *
 * @param reference our reference, a UUID
 * @example
 * shortCodeOf("1b671a64-40d5-591e-99b0-da01ff1f3341") // "1B67-1A64"
 */
export function shortCodeOf(reference: string): string {
  return `${reference.slice(0, 4)}-${reference.slice(4, 8)}`.toUpperCase();
}
