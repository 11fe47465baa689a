import type { ReactNode } from 'react';

const shapes = {
  overview: <path d="M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-4H4zM14 8h6V4h-6z" />,
  compose: <path d="M4 20h4L19 9l-4-4L4 16zM13 7l4 4" />,
  history: <path d="M4 6h16M4 12h16M4 18h10" />,
  templates: <path d="M6 3h9l4 4v14H6zM14 3v5h5M9 13h7M9 17h5" />,
  suppressions: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.600 5.600l12.800 12.800" />,
  sender: (
    <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500c1-4 4-5.500 7.500-5.500s6.500 1.500 7.500 5.500" />
  ),
  mail: <path d="M3 6h18v12H3zM3 7l9 7 9-7" />,
  phone: <path d="M7 2.500h10v19H7zM10.500 18.500h3" />,
  settings: <path d="M4 7h9M17 7h3M4 17h3M11 17h9M15 4.500v5M9 14.500v5" />,
  copy: <path d="M9 9h11v11H9zM5 15H4V4h11v1" />,
  check: <path d="M5 12.500l4.500 4.500L19 7.500" />,
  download: <path d="M12 4v11M7 11l5 5 5-5M5 20h14" />,
  cross: <path d="M6 6l12 12M18 6L6 18" />,
  warning: <path d="M12 4l9 16H3zM12 10v4.500M12 17.200v.300" />,
  info: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.500M12 7.500v.300" />,
  search: <path d="M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500L20 20" />,
  clock: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.500 2" />,
  calendar: <path d="M4 6h16v14H4zM4 10h16M8 3.500v4M16 3.500v4" />,
  trash: <path d="M4 7h16M9 7V4h6v3M6.500 7l1 13h9l1-13" />,
  plus: <path d="M12 5v14M5 12h14" />,
  retry: <path d="M20 5v5h-5M19.500 10A8 8 0 1 0 20 14" />,
  send: <path d="M4 12L20 4l-5 16-4-6.500zM11 13.500L20 4" />,
  arrow: <path d="M5 12h14M13 6l6 6-6 6" />,
  person: (
    <path d="M12 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM5.500 20c.800-3.800 3.300-5 6.500-5s5.700 1.200 6.500 5" />
  ),
  webhooks: (
    <path d="M12 4a3 3 0 0 1 3 3c0 1-.500 2-1.300 2.500M12 4a3 3 0 0 0-2.500 4.600L7 14M7 20a3 3 0 1 1 2.900-4H16M17 13a3 3 0 1 1-2.200 5M17 14l-3.500-6" />
  ),
  audit: <path d="M6 3h12v18H6zM9 8h6M9 12h2M9 16.500l1.500 1.500 4-4.500" />,
  link: (
    <path d="M10 14a4 4 0 0 0 6 .500l3-3a4 4 0 0 0-5.500-5.500L12 7.500M14 10a4 4 0 0 0-6-.500l-3 3a4 4 0 0 0 5.500 5.500L12 16.500" />
  ),
  heading: <path d="M5 4v16M19 4v16M5 12h14" />,
  bullets: <path d="M9 6h11M9 12h11M9 18h11M4.500 6v.010M4.500 12v.010M4.500 18v.010" />,
  numbers: <path d="M10 6h10M10 12h10M10 18h10M3.500 5l1.500-1v5M3.500 14.500h3l-3 4h3" />,
  quote: <path d="M5 5v14M10 8h10M10 12h10M10 16h6" />,
  button: <path d="M3 7.500h18v9H3zM8 12h8" />,
  image: <path d="M3.500 5h17v14h-17zM3.500 16l5-5 4.500 4.500 2.500-2.500 5 5M15.500 9v.010" />,
  undo: <path d="M9 5L4 10l5 5M4 10h10a5 5 0 0 1 0 10h-3" />,
  redo: <path d="M15 5l5 5-5 5M20 10H10a5 5 0 0 0 0 10h3" />,
  columns: <path d="M4 5h16v14H4zM9.500 5v14M14.500 5v14" />,
  up: <path d="M6 15l6-6 6 6" />,
  down: <path d="M6 9l6 6 6-6" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

/** Drawn beside words, never in place of them: hidden from screen readers. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[name]}
    </svg>
  );
}
