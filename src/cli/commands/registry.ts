/** Every command there is. */
import { Registry } from '../../base/registry.ts';
import type { CommandDefinition } from '../command.ts';
import { backtest } from './backtest.ts';
import { baseline } from './baseline.ts';
import { check } from './check.ts';
import { compare } from './compare.ts';
import { doctor } from './doctor.ts';
import { explain } from './explain.ts';
import { fields } from './fields.ts';
import { init } from './init.ts';
import { kinds } from './kinds.ts';
import { levers } from './levers.ts';
import { merge } from './merge.ts';
import { plan } from './plan.ts';
import { report } from './report.ts';
import { run } from './run.ts';
import { schema } from './schema.ts';
import { sensitivity } from './sensitivity.ts';
import { sweep } from './sweep.ts';
import { validate } from './validate.ts';

export const COMMANDS = new Registry<CommandDefinition>('command', [
  run,
  report,
  validate,
  backtest,
  sweep,
  merge,
  explain,
  levers,
  sensitivity,
  compare,
  check,
  baseline,
  plan,
  schema,
  fields,
  init,
  kinds,
  doctor,
]);
