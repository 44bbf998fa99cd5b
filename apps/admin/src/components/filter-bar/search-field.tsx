import { TEXT_MAX } from "@parley/limits";
import { inputClass } from "@/components/controls/field.tsx";
import { Icon } from "@/components/display/icon.tsx";

/** The page's search; `/` brings the focus here. */
export function SearchField({ name, label, placeholder, value }: SearchFieldProps) {
  return (
    <div className="relative w-full sm:w-72">
      <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-ink-faint">
        <Icon name="search" />
      </span>
      <input
        // The address decides what stands here: a new one makes a new field.
        key={value}
        type="search"
        name={name}
        defaultValue={value ?? ""}
        placeholder={placeholder}
        aria-label={label}
        data-search
        autoComplete="off"
        spellCheck={false}
        maxLength={TEXT_MAX.search}
        className={`${inputClass} pl-8`}
      />
    </div>
  );
}

export interface SearchFieldProps {
  name: string;
  label: string;
  placeholder: string;
  value: string | null;
}
