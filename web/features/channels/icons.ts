import { Cloud, type LucideIcon, MessageCircle, QrCode, Smartphone } from 'lucide-react'
import type { Channel } from '../../lib/api/types.ts'

/** The icon of each provider, wherever a channel is shown. */
export const PROVIDER_ICONS: Record<Channel['provider'], LucideIcon> = {
  cloud_api: MessageCircle,
  twilio: Cloud,
  waha: QrCode,
  simulator: Smartphone,
}
