import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, useState } from 'react'
import { BrowserRouter, Route, Routes } from 'react-router'
import { createQueryClient } from './api/query-client.ts'
import { AboutScreen } from './screens/about/about-screen.tsx'
import { AccessLogScreen } from './screens/access-log/access-log-screen.tsx'
import { AccountScreen } from './screens/account/account-screen.tsx'
import { AreasScreen } from './screens/areas/areas-screen.tsx'
import { BoardScreen } from './screens/board/board-screen.tsx'
import { BreakGlassScreen } from './screens/break-glass/break-glass-screen.tsx'
import { CareCircleScreen } from './screens/care-circle/care-circle-screen.tsx'
import { ChannelsScreen } from './screens/channels/channels-screen.tsx'
import { EntryScreen } from './screens/entry/entry-screen.tsx'
import { EvaluationScreen } from './screens/evaluation/evaluation-screen.tsx'
import { GatewaysScreen } from './screens/gateways/gateways-screen.tsx'
import { DowntimeScreen } from './screens/handover/downtime-screen.tsx'
import { HandoverScreen } from './screens/handover/handover-screen.tsx'
import { IsbarScreen } from './screens/handover/isbar-screen.tsx'
import { KitsScreen } from './screens/kits/kits-screen.tsx'
import { MeScreen } from './screens/me/me-screen.tsx'
import { OwnLogScreen } from './screens/me/own-log-screen.tsx'
import { NotFoundScreen } from './screens/not-found/not-found-screen.tsx'
import { ChainsScreen } from './screens/on-call/chains-screen.tsx'
import { OnCallScreen } from './screens/on-call/on-call-screen.tsx'
import { RotasScreen } from './screens/on-call/rotas-screen.tsx'
import { PatientScreen } from './screens/patient/patient-screen.tsx'
import { PatientsScreen } from './screens/patients/patients-screen.tsx'
import { ImportScreen } from './screens/people/import/import-screen.tsx'
import { NewPatientScreen } from './screens/people/new-patient-screen.tsx'
import { RecordScreen } from './screens/people/record-screen.tsx'
import { PaperScreen } from './screens/plan/paper/paper-screen.tsx'
import { PlanScreen } from './screens/plan/plan-screen.tsx'
import { AreaPlanScreen } from './screens/plan-settings/area-plan-screen.tsx'
import { PlanSettingsScreen } from './screens/plan-settings/settings-screen.tsx'
import { TemplateScreen } from './screens/plan-settings/template-screen.tsx'
import { QuarantineScreen } from './screens/quarantine/quarantine-screen.tsx'
import { SetPasswordScreen } from './screens/sign-in/set-password-screen.tsx'
import { SignInScreen } from './screens/sign-in/sign-in-screen.tsx'
import { StaffScreen } from './screens/staff/staff-screen.tsx'
import { TechnicalScreen } from './screens/technical/technical-screen.tsx'
import { TrayScreen } from './screens/tray/tray-screen.tsx'
import { SourcesScreen } from './screens/trigger-sources/sources-screen.tsx'
import { UnheardScreen } from './screens/unheard/unheard-screen.tsx'
import { TodayScreen } from './screens/worklist/today-screen.tsx'
import { CrashGuard } from './shell/crash-guard.tsx'
import { Shell } from './shell/shell.tsx'
import { appearance, theme } from './ui/theme/theme.ts'

/** Providers and routes: the wiring of the whole page. */
export function App() {
  const [queries] = useState(createQueryClient)
  return (
    <StrictMode>
      <MantineProvider
        theme={theme}
        colorSchemeManager={appearance}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <CrashGuard>
          <QueryClientProvider client={queries}>
            <BrowserRouter>
              <Routes>
                <Route path="/sign-in" element={<SignInScreen />} />
                <Route path="/set-password" element={<SetPasswordScreen />} />
                <Route element={<Shell />}>
                  <Route path="/" element={<BoardScreen />} />
                  <Route path="/patients" element={<PatientsScreen />} />
                  <Route path="/patients/new" element={<NewPatientScreen />} />
                  <Route path="/patients/import" element={<ImportScreen />} />
                  <Route path="/patients/:id/record" element={<RecordScreen />} />
                  <Route path="/kits" element={<KitsScreen />} />
                  <Route path="/patients/:id" element={<PatientScreen />} />
                  <Route path="/patients/:id/enter" element={<EntryScreen />} />
                  <Route path="/today" element={<TodayScreen />} />
                  <Route path="/handover" element={<HandoverScreen />} />
                  <Route path="/downtime" element={<DowntimeScreen />} />
                  <Route path="/patients/:id/isbar" element={<IsbarScreen />} />
                  <Route path="/evaluation" element={<EvaluationScreen />} />
                  <Route path="/tray" element={<TrayScreen />} />
                  <Route path="/patients/:id/plan" element={<PlanScreen />} />
                  <Route path="/patients/:id/plan/paper" element={<PaperScreen />} />
                  <Route path="/plan-settings" element={<PlanSettingsScreen />} />
                  <Route path="/plan-settings/areas/:area" element={<AreaPlanScreen />} />
                  <Route path="/plan-settings/templates/:id" element={<TemplateScreen />} />
                  <Route path="/quarantine" element={<QuarantineScreen />} />
                  <Route path="/gateways" element={<GatewaysScreen />} />
                  <Route path="/trigger-sources" element={<SourcesScreen />} />
                  <Route path="/technical" element={<TechnicalScreen />} />
                  <Route path="/channels" element={<ChannelsScreen />} />
                  <Route path="/unheard" element={<UnheardScreen />} />
                  <Route path="/account" element={<AccountScreen />} />
                  <Route path="/staff" element={<StaffScreen />} />
                  <Route path="/patients/:id/access" element={<CareCircleScreen />} />
                  <Route path="/break-glass" element={<BreakGlassScreen />} />
                  <Route path="/areas" element={<AreasScreen />} />
                  <Route path="/access-log" element={<AccessLogScreen />} />
                  <Route path="/me" element={<MeScreen />} />
                  <Route path="/me/:id/access-log" element={<OwnLogScreen />} />
                  <Route path="/on-call" element={<OnCallScreen />} />
                  <Route path="/on-call/rotas" element={<RotasScreen />} />
                  <Route path="/on-call/chains" element={<ChainsScreen />} />
                  <Route path="/about" element={<AboutScreen />} />
                  <Route path="*" element={<NotFoundScreen />} />
                </Route>
              </Routes>
            </BrowserRouter>
          </QueryClientProvider>
        </CrashGuard>
      </MantineProvider>
    </StrictMode>
  )
}
