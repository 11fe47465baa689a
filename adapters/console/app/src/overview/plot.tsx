import { useElementSize } from '@mantine/hooks';
import { useDates } from '../strings/dates.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './overview.module.css';
import type { Slot } from './slots.ts';

const height = 180;
const bottom = 24;
const left = 36;
const gap = 2;
/** Of a date or a time, with room before the next. */
const labelWidth = 76;

/** Stacked bars, one after the other in time. One picture for screen readers: the numbers are in the table. */
export function Plot({ slots, label }: { readonly slots: readonly Slot[]; readonly label: string }) {
  const t = useStrings();
  const dates = useDates();
  const { ref, width } = useElementSize();
  const top = niceCeiling(Math.max(1, ...slots.map(({ total }) => total)));
  const room = height - bottom - 8;
  const step = Math.max(0, width - left) / Math.max(1, slots.length);
  const everyTick = Math.max(1, Math.ceil(labelWidth / Math.max(1, step)));
  return (
    <div ref={ref}>
      <svg className={classes.plot} role="img" aria-label={label}>
        {[0, top / 2, top].map((value) => {
          const y = 8 + room * (1 - value / top);
          return (
            <g key={value}>
              <line className={classes.axis} x1={left} x2={width} y1={y} y2={y} />
              {Number.isInteger(value) ? (
                <text className={classes.tick} x={left - 6} y={y + 4} textAnchor="end">
                  {dates.number(value)}
                </text>
              ) : null}
            </g>
          );
        })}
        {/* Drawn once there is room: moved there from the edge, the bars would be seen on their way. */}
        {(width > 0 ? slots : []).map(({ key, name, tick, counts, total }, index) => {
          const x = left + index * step;
          let y = 8 + room;
          return (
            <g key={key} className={classes.slot}>
              <title>{t.overview.slotLabel(name, total)}</title>
              <rect className={classes.ground} x={x} y={0} width={step} height={height - bottom} />
              {counts.map(({ group, count }) => {
                const tall = (room * count) / top;
                y -= tall;
                return tall > 0 ? (
                  <rect
                    key={group}
                    className={classes.bar}
                    data-group={group}
                    x={x + gap / 2}
                    y={y}
                    width={Math.max(1, step - gap)}
                    height={tall}
                  />
                ) : null;
              })}
              {(slots.length - 1 - index) % everyTick === 0 && step > 0 ? (
                <text
                  className={classes.tick}
                  x={x + step / 2}
                  y={height - 6}
                  textAnchor={anchorOf(index, slots)}
                >
                  {tick}
                </text>
              ) : null}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** The last label would stand half outside. The one before it is far enough away. */
function anchorOf(index: number, slots: readonly Slot[]): 'end' | 'middle' {
  return index === slots.length - 1 ? 'end' : 'middle';
}

/** The next of 1, 2, 5, 10, 20, … : what a reader expects at the top of an axis. */
function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((one) => one * power >= value) ?? 10) * power;
}
