import { Model, type ModelClass, type ModelOptions } from '@disco-engine/sdk';

/** A model of these classes, for a test of something smaller than a model. */
export function modelOf(options: Omit<ModelOptions, 'name'>): ModelClass {
  @Model({ name: 'test', ...options })
  class Made {}
  return Made;
}
