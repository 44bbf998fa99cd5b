/** See build-programs.mjs. */
export function buildPrograms(repository: string): Promise<string>;
export function buildImagePrograms(repository: string): Promise<string>;
