import { useTranslation } from 'react-i18next'
import { setEnterSends, useEnterSends } from '../../lib/preferences.ts'
import { Switch } from '../../ui/switch.tsx'

/** Whether Enter sends a reply or begins a new line; kept in this browser. */
export function EnterSwitch() {
  const { t } = useTranslation()
  return (
    <Switch
      label={t('settings.enterSends')}
      about={t('settings.enterSendsAbout')}
      checked={useEnterSends()}
      onChange={setEnterSends}
    />
  )
}
