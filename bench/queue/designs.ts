import { bossDesign } from './boss.ts';
import type { Design } from './design.ts';
import { graphileDesign } from './graphile.ts';
import { posternDesign, posternWithHistory } from './postern.ts';
import { rawDesign } from './raw.ts';

export const designs: Readonly<Record<string, (url: string) => Design>> = {
  postern: posternDesign,
  'graphile-worker': graphileDesign,
  'pg-boss': bossDesign,
  'raw SQL': rawDesign,
  'postern + history': posternWithHistory,
};
