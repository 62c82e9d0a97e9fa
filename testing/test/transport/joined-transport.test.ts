import { EventBatch, Model, Node, OnEvent, ScenarioBuilder, Simulation, Transport } from '@disco-engine/sdk';
import { InProcessTransport } from '@disco-engine/transports';
import { expect, it } from 'vitest';

@Node('node')
class Idle {
  @OnEvent('x')
  rest(_events: EventBatch<unknown>): void {}
}

@Model({ name: 'idle', simprocs: ['x'], nodes: [Idle] })
class IdleModel {}

const scenario = new ScenarioBuilder().vertex('node', 'a').build();

it('a run joins the provided transport as worker 0, and leaves it when it is disposed of', async () => {
  const transport = new InProcessTransport();
  const providers = [{ token: Transport, useValue: transport }];
  const simulation = await Simulation.create(IdleModel, { scenario, providers });
  await expect(Simulation.create(IdleModel, { scenario, providers })).rejects.toMatchObject({ code: 'WORKER_TAKEN' });
  expect(simulation.until(1)).toMatchObject({ finished: true, activations: 1 });
  await simulation.dispose();
  await (await Simulation.create(IdleModel, { scenario, providers })).dispose();
});
