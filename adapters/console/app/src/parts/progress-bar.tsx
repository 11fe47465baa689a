import classes from './progress-bar.module.css';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly max: number;
}

/** How far something is. */
export function ProgressBar({ label, value, max }: Props) {
  return <progress className={classes.bar} aria-label={label} value={value} max={max} />;
}
