import { Link } from 'wouter';
import type { Template, TemplateVersions } from '../../../src/contract.ts';
import { Moment } from '../parts/moment.tsx';
import { links } from '../state/links.ts';
import { useStrings } from '../strings/strings.tsx';
import classes from './versions.module.css';

interface Props {
  readonly template: Template;
  readonly items: TemplateVersions['items'];
  /** The number of the one that is shown beside. */
  readonly chosen: number;
}

/** Each version with its time and who saved it; a link shows what it changed. */
export function VersionList({ template, items, chosen }: Props) {
  const t = useStrings();
  const { channel, id } = template;
  return (
    <ol className={classes.list}>
      {items.map(({ number, at, actor }) => (
        <li key={number}>
          <Link
            href={links.templateVersions(channel, id, { version: String(number) })}
            className={classes.entry}
            aria-current={number === chosen}
          >
            <span className={classes.number}>{t.versions.version(number)}</span>
            {number === template.version ? <span> · {t.versions.present}</span> : null}
            <span className={classes.about}>
              <Moment at={at} /> {actor === undefined ? null : t.versions.by(actor)}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
