export interface AttentionShape {
  kind:
    | "PAID_NOT_PLACED"
    | "NEEDS_PERSON"
    | "DISPUTED"
    | "UNMAPPED_IDS"
    | "MENU_STALE"
    | "MENU_MISSING"
    | "POS_FAILING"
    | "CLOCK_WRONG";
  title: string;
  detail: string;
  count: number;
  moneyCents: number | null;
  currency: string | null;
  oldestAt: Date | null;
  href: string;
}
