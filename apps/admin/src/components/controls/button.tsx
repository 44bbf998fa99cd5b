import type { ButtonHTMLAttributes } from "react";

const looks = {
  primary: "bg-accent text-accent-ink hover:opacity-90 border border-transparent",
  plain: "border border-line-strong bg-surface text-ink hover:bg-sunken",
  quiet: "border border-transparent text-ink-soft hover:bg-sunken hover:text-ink",
} as const;

/** `row` fits the lines of a table, `field` stands beside an input, `form` closes a form. */
const sizes = { row: "h-6 px-1.5", page: "h-7 px-2.5", field: "h-8 px-2.5", form: "h-9 px-3" } as const;

export type ButtonSize = keyof typeof sizes;
export type ButtonLook = keyof typeof looks;

/** The classes of a button, for links that look like one. */
export function buttonClass(look: ButtonLook = "plain", size: ButtonSize = "page"): string {
  return `inline-flex ${sizes[size]} items-center justify-center gap-1.5 whitespace-nowrap rounded-md text-sm font-medium disabled:opacity-50 ${looks[look]}`;
}

export function Button({ look = "plain", size = "page", type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass(look, size)} {...rest} />;
}

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> {
  look?: ButtonLook;
  size?: ButtonSize;
}
