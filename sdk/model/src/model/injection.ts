// tsyringe refuses to be loaded before it. Kept together here, they are in this order whatever is bundled with whatever.
import 'reflect-metadata';

export { container, inject, injectable, Lifecycle } from 'tsyringe';
export type { DependencyContainer, InjectionToken } from 'tsyringe';
