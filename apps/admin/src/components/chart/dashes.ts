/** How the lines of a chart are told from each other without their colours. */
export const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 3]];
