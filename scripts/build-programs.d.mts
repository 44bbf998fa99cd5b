/** See build-programs.mjs. */
export function buildPrograms(repository: string): Promise<string>;
