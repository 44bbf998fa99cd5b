/** One filter of a list; its first choice is "no filter". */
export function SelectFilter({ name, label, all, value, options, isName = false }: SelectFilterProps) {
  return (
    <select
      key={value}
      name={name}
      aria-label={label}
      defaultValue={value ?? ""}
      className={`h-8 max-w-44 rounded-md border bg-surface px-2 max-sm:h-10 max-sm:grow ${
        value === null ? "border-line-strong text-ink-soft" : "border-accent font-medium text-ink"
      }`}
    >
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value} {...(isName ? { "data-name": "" } : {})}>
          {option.word}
        </option>
      ))}
    </select>
  );
}

export interface SelectFilterProps {
  name: string;
  label: string;
  all: string;
  value: string | null;
  options: readonly { value: string; word: string }[];
  /** The options are what the restaurant calls something, in whatever language it speaks. */
  isName?: boolean;
}
