/**
 * Templates in code, read where they are defined: what is wrong with one stops the program when it starts, and not a message later. An
 * entry of its own: it loads Liquid, which `postern` itself loads only when a template is used.
 *
 * @example
 * ```ts
 * import { defineTemplate } from 'postern/templates';
 * import { z } from 'zod';
 *
 * // new Messaging({ …, templates: [welcome] }), then send({ to, template: welcome, data: { name: 'Jo' } })
 * const welcome = defineTemplate({
 *   id: 'welcome',
 *   channel: 'email',
 *   schema: z.object({ name: z.string() }),
 *   subject: 'Welcome, {{ name }}',
 *   text: 'Hello {{ name }}, it is good to have you here.',
 * });
 * console.log(welcome.id); // welcome
 * ```
 *
 * @packageDocumentation
 */
export { definePart, defineTemplate } from './define-template.ts';
