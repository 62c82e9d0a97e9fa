import { Model, ScenarioBuilder, simproc, type ModelClass, type NodeClass, type Scenario } from '@disco-engine/sdk';
import { Bank } from './bank.js';
import { Carwash } from './carwash.js';
import { Cinema } from './cinema.js';
import { GasStation } from './gas-station.js';
import { MachineShop } from './machine-shop.js';
import { Pipes } from './pipes.js';

const work = simproc('work');

/** A model of one node, whose processes run in one simproc. */
function twin(name: string, node: NodeClass): { readonly model: ModelClass; readonly scenario: Scenario } {
  @Model({ name, simprocs: [work], nodes: [node] })
  class Twin {}
  return { model: Twin, scenario: new ScenarioBuilder(name).vertex(name, 'one').build() };
}

/** The twins, by name of the SimPy model. */
export const twins: ReadonlyMap<string, ReturnType<typeof twin>> = new Map(
  Object.entries({
    bank: Bank,
    carwash: Carwash,
    'machine-shop': MachineShop,
    cinema: Cinema,
    'gas-station': GasStation,
    pipes: Pipes,
  }).map(([name, node]) => [name, twin(name, node)]),
);
