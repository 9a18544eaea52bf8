// Font stacks as plain text: server and client components both read them. Nothing is fetched from a CDN.

export const sansStack =
  '"Inter Variable", "Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", Arial, sans-serif';

/** For URLs, paths, versions and code. */
export const monoStack =
  'ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace';
