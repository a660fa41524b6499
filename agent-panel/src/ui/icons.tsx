/** Line icons of 16 px, drawn here: an icon package would weigh more than all of them. */
const paths = {
  headset:
    'M3 10V8a5 5 0 0 1 10 0v2M3 9.5h1.8v3.5H4a1 1 0 0 1-1-1zM13 9.5h-1.8v3.5H12a1 1 0 0 0 1-1zM12 13c0 1-1.5 1.5-3 1.5',
  minus: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM5.2 8h5.6',
  cup: 'M3 6h8v4.5a2.5 2.5 0 0 1-2.5 2.5h-3A2.5 2.5 0 0 1 3 10.5zM11 7h1.2a1.6 1.6 0 0 1 0 3.2H11M5.5 2.5v1.5M8.5 2.5v1.5',
  bell: 'M8 2.5a3.5 3.5 0 0 1 3.5 3.5c0 3 1.5 4 1.5 5H3c0-1 1.5-2 1.5-5A3.5 3.5 0 0 1 8 2.5zM6.7 13a1.4 1.4 0 0 0 2.6 0',
  phone: 'M5.2 2.5 3.5 3.2c-.8 2.6 3.4 9 8.3 9.6l1.7-1.4-2.4-2.5-1.6.9c-1-.5-2-1.7-2.3-2.9l1.3-1.3z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  bubble: 'M2.5 3.5h11v7.5H8L5 13.5V11H2.5z',
  people:
    'M6 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM2.5 13c0-2.2 1.5-3.5 3.5-3.5s3.5 1.3 3.5 3.5M10.5 4.5a1.7 1.7 0 1 1 0 3.4M11.5 9.7c1.4.4 2 1.6 2 3.3',
  pen: 'M3 13l.6-2.8 7.2-7.2 2.2 2.2-7.2 7.2zM9.5 4.3l2.2 2.2',
  out: 'M4 12 12 4M6.5 4H12v5.5',
  unplugged: 'M2.5 2.5l11 11M6 3v2.5M10 3v3M4.5 6.5v1.5A3.5 3.5 0 0 0 8 11.5V14M11.5 6v2',
  'no-screen': 'M2.5 2.5l11 11M6.5 3.5h7v7M11 11H2.5V3.5M8 11v2.5M5.5 13.5h5',
  power: 'M8 2.5V8M5 4.3a5 5 0 1 0 6 0',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.3 10.3l3.2 3.2',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  cross: 'M4 4l8 8M12 4l-8 8',
  alert: 'M8 2.5 14 13H2zM8 6.5v3M8 11.2v.3',
  clock: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM8 5v3.3l2.2 1.3',
  moon: 'M12.8 9.8A5.5 5.5 0 0 1 6.2 3.2a5.5 5.5 0 1 0 6.6 6.6z',
  sun: 'M8 5.3a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4zM8 1.8v1.2M8 13v1.2M1.8 8h1.2M13 8h1.2M3.6 3.6l.8.8M11.6 11.6l.8.8M12.4 3.6l-.8.8M4.4 11.6l-.8.8',
  keys: 'M2 4.5h12v7H2zM4.5 7h.3M7 7h.3M9.5 7h.3M11.6 7h.3M5 9.5h6',
  down: 'M4 6l4 4 4-4',
  link: 'M6.5 9.5l3-3M7 4.8l1-1a2.6 2.6 0 0 1 3.7 3.7l-1 1M9 11.2l-1 1a2.6 2.6 0 0 1-3.7-3.7l1-1',
  book: 'M3 3.5h4A1.5 1.5 0 0 1 8 4.5v8.5a1.5 1.5 0 0 0-1-.5H3zM13 3.5H9A1.5 1.5 0 0 0 8 4.5v8.5a1.5 1.5 0 0 1 1-.5h4z',
  eye: 'M1.8 8C3.2 5.3 5.4 4 8 4s4.8 1.3 6.2 4c-1.4 2.7-3.6 4-6.2 4S3.2 10.7 1.8 8zM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z',
  lock: 'M4 7.5h8v5.5H4zM5.5 7.5V5.7a2.5 2.5 0 0 1 5 0v1.8',
  back: 'M9.5 3.5 5 8l4.5 4.5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
