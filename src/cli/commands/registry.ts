/** Every command there is. */
import { Registry } from '../../base/registry.ts';
import type { CommandDefinition } from '../command.ts';
import { backtest } from './backtest.ts';
import { doctor } from './doctor.ts';
import { explain } from './explain.ts';
import { init } from './init.ts';
import { kinds } from './kinds.ts';
import { plan } from './plan.ts';
import { run } from './run.ts';
import { schema } from './schema.ts';
import { validate } from './validate.ts';

export const COMMANDS = new Registry<CommandDefinition>('command', [run, validate, backtest, explain, plan, schema, init, kinds, doctor]);
