import { notFound } from "next/navigation";

/** Any other address, answered inside the frame with 404. */
export default function Missing(): never {
  notFound();
}
