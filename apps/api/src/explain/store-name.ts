/** What sentences call a store: its name as people say it; its code where it has none. */
export function storeName({ name, code }: { name: string; code: string }): string {
  return name.trim() === "" ? code : name;
}
