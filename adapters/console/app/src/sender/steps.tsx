import { Icon } from '../parts/icons.tsx';
import { useStrings } from '../strings/strings.tsx';
import classes from './sender.module.css';

const names = ['create', 'code', 'domain'] as const;

/** Where one is in the set-up; 3: all is done. */
export function Steps({ current }: { readonly current: number }) {
  const t = useStrings();
  return (
    <ol className={classes.steps}>
      {names.map((name, index) => {
        const state = index < current ? 'done' : index === current ? 'current' : 'later';
        return (
          <li
            key={name}
            className={classes.step}
            data-state={state}
            aria-current={state === 'current' ? 'step' : undefined}
          >
            <span className={classes.bullet} aria-hidden="true">
              {state === 'done' ? <Icon name="check" size={16} /> : index + 1}
            </span>
            <span>
              {t.sender.steps[name]}
              <span className="postern-hidden">
                {' '}
                (
                {state === 'done'
                  ? t.sender.stepDone
                  : state === 'current'
                    ? t.sender.stepCurrent
                    : t.sender.stepLater}
                )
              </span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
