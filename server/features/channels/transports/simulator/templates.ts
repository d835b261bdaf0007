/** The templates that the simulator's provider has approved, in every language. */
export const TEMPLATES: readonly string[] = [
  'appointment_reminder',
  'delivery_update',
  'hello',
  'hello_world',
  'hi',
  'order_ready',
  'order_update',
  'welcome',
]
