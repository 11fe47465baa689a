import { Alert } from '@mantine/core';
import { Icon } from '../parts/icons.tsx';
import { useStrings } from '../strings/strings.tsx';

/** For users who may look and not change. */
export function OnlyLooking() {
  const t = useStrings();
  return (
    <Alert color="gray" icon={<Icon name="info" />}>
      {t.app.notAllowed}
    </Alert>
  );
}
