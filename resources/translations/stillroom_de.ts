<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AnswerBrowser</name>
    <message>
        <source>Only where student and teacher differ</source>
        <translation>Nur wo Schüler und Lehrer abweichen</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Previous text (Ctrl+Left)</source>
        <translation>Voriger Text (Strg+Links)</translation>
    </message>
    <message>
        <source>Next text</source>
        <translation>Nächster Text</translation>
    </message>
    <message>
        <source>Next text (Ctrl+Right)</source>
        <translation>Nächster Text (Strg+Rechts)</translation>
    </message>
    <message>
        <source>Answers side by side</source>
        <translation>Antworten nebeneinander</translation>
    </message>
    <message>
        <source>Only where student and teacher differ ({0} of {1})</source>
        <translation>Nur wo Schüler und Lehrer abweichen ({0} von {1})</translation>
    </message>
    <message>
        <source>The student answers every text as the teacher does.</source>
        <translation>Das Schülermodell beantwortet jeden Text wie das Lehrermodell.</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} von {1}</translation>
    </message>
</context>
<context>
    <name>AnswerCheck</name>
    <message>
        <source>An answer to check</source>
        <translation>Eine Antwort zum Prüfen</translation>
    </message>
    <message>
        <source>Paste an answer here to see whether it fits.</source>
        <translation>Fügen Sie hier eine Antwort ein, um zu sehen, ob sie passt.</translation>
    </message>
    <message>
        <source>This text has {:,} characters: far too long for one answer.</source>
        <translation>Dieser Text hat {:,} Zeichen: viel zu lang für eine einzige Antwort.</translation>
    </message>
    <message>
        <source>This answer has none of the fields as “name: value”.</source>
        <translation>Diese Antwort enthält keines der Felder als „Name: Wert“.</translation>
    </message>
    <message>
        <source>These fields are missing: {}.</source>
        <translation>Diese Felder fehlen: {}.</translation>
    </message>
    <message>
        <source>This answer is none of the labels.</source>
        <translation>Diese Antwort ist keine der Kategorien.</translation>
    </message>
    <message>
        <source>All fields are there, but there is other text beside them. The student would learn to write that, too.</source>
        <translation>Alle Felder sind da, aber daneben steht noch anderer Text. Das Schülermodell würde lernen, auch diesen zu schreiben.</translation>
    </message>
    <message>
        <source>This answer fits: all fields are there.</source>
        <translation>Diese Antwort passt: Alle Felder sind da.</translation>
    </message>
    <message>
        <source>This answer fits: it is one of the labels.</source>
        <translation>Diese Antwort passt: Sie ist eine der Kategorien.</translation>
    </message>
    <message>
        <source>This answer fits: any text does.</source>
        <translation>Diese Antwort passt: Hier ist jeder Text erlaubt.</translation>
    </message>
</context>
<context>
    <name>ChatBox</name>
    <message>
        <source>Your question</source>
        <translation>Ihre Frage</translation>
    </message>
    <message>
        <source>Type a question, then press Enter</source>
        <translation>Frage eingeben, dann die Eingabetaste drücken</translation>
    </message>
</context>
<context>
    <name>ChatChoices</name>
    <message>
        <source>The student’s file</source>
        <translation>Die Datei des Schülermodells</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Compare with</source>
        <translation>&amp;Vergleichen mit</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>The untouched base</source>
        <translation>Ausgangsmodell</translation>
    </message>
    <message>
        <source>It is there once the student has been measured on the Evaluate page.</source>
        <translation>Es ist da, sobald das Schülermodell auf der Seite „Bewerten“ gemessen wurde.</translation>
    </message>
    <message>
        <source>Teacher: {}</source>
        <translation>Lehrermodell: {}</translation>
    </message>
    <message>
        <source>Only a teacher that is a GGUF file on this machine can be asked here.</source>
        <translation>Nur ein Lehrermodell, das als GGUF-Datei auf diesem Rechner liegt, kann hier befragt werden.</translation>
    </message>
    <message>
        <source>{} – not here yet</source>
        <translation>{} – noch nicht da</translation>
    </message>
</context>
<context>
    <name>ChatInput</name>
    <message>
        <source>The model is being loaded</source>
        <translation>Das Modell wird geladen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Loading {}…</source>
        <translation>{} wird geladen&#xa0;…</translation>
    </message>
    <message>
        <source>{:.0f} tokens/s</source>
        <translation>{:.0f} Tokens/s</translation>
    </message>
    <message>
        <source>the conversation has {:,.0f} of at most {:,.0f} tokens</source>
        <translation>Das Gespräch hat {:,.0f} von höchstens {:,.0f} Tokens</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter makes a new line</source>
        <translation>Eingabetaste sendet, Umschalt+Eingabe beginnt eine neue Zeile</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>The stored conversation could not be read; this is a new one. The file was put aside.</source>
        <translation>Das gespeicherte Gespräch konnte nicht gelesen werden; dies ist ein neues. Die Datei wurde beiseitegelegt.</translation>
    </message>
    <message>
        <source>How it answers</source>
        <translation>Wie es antwortet</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Save as text…</source>
        <translation>Als Text speichern&#xa0;…</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>Neues Gespräch</translation>
    </message>
    <message>
        <source>Talk to your student</source>
        <translation>Mit dem Schülermodell sprechen</translation>
    </message>
    <message>
        <source>Ask it what it was trained for. It answers on this machine, without a network.</source>
        <translation>Fragen Sie es, wofür es trainiert wurde. Es antwortet auf diesem Rechner, ohne Netzwerk.</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>Schülermodell</translation>
    </message>
    <message>
        <source>Untouched base</source>
        <translation>Ausgangsmodell</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>Lehrermodell</translation>
    </message>
    <message>
        <source>The model has stopped.</source>
        <translation>Das Modell wurde beendet.</translation>
    </message>
    <message>
        <source>Waiting for the model…</source>
        <translation>Warten auf das Modell&#xa0;…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Liest&#xa0;…</translation>
    </message>
    <message>
        <source>It was cut off here: this is the longest answer that is set.</source>
        <translation>Hier wurde abgeschnitten: Das ist die längste eingestellte Antwort.</translation>
    </message>
    <message>
        <source>It said nothing.</source>
        <translation>Es hat nichts gesagt.</translation>
    </message>
    <message>
        <source>This text is far too long for one question. Ask about a part.</source>
        <translation>Dieser Text ist viel zu lang für eine Frage. Fragen Sie nach einem Teil davon.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>The conversation was cut here.</source>
        <translation>Das Gespräch wurde hier gekürzt.</translation>
    </message>
    <message>
        <source>A new conversation.</source>
        <translation>Ein neues Gespräch.</translation>
    </message>
    <message>
        <source>Saved as a test case.</source>
        <translation>Als Testfall gespeichert.</translation>
    </message>
    <message>
        <source>The project has this prompt already; the right answer is kept with it.</source>
        <translation>Das Projekt hat diesen Prompt schon; die richtige Antwort wird bei ihm abgelegt.</translation>
    </message>
    <message>
        <source>Save the conversation</source>
        <translation>Gespräch speichern</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Saved as {}.</source>
        <translation>Gespeichert als {}.</translation>
    </message>
    <message>
        <source>The model has stopped: {} The conversation is kept.</source>
        <translation>Das Modell wurde beendet: {} Das Gespräch bleibt erhalten.</translation>
    </message>
    <message>
        <source>Nothing was asked yet. Type a question below and press Enter.</source>
        <translation>Es wurde noch nichts gefragt. Geben Sie unten eine Frage ein und drücken Sie die Eingabetaste.</translation>
    </message>
    <message>
        <source>There is no exported file. Go back to Export and write one.</source>
        <translation>Es gibt keine exportierte Datei. Gehen Sie zurück zu „Exportieren“ und schreiben Sie eine.</translation>
    </message>
</context>
<context>
    <name>ChatService</name>
    <message>
        <source>Chat with {}</source>
        <translation>Chat mit {}</translation>
    </message>
</context>
<context>
    <name>ChatSettings</name>
    <message>
        <source>Instruction</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>No instruction</source>
        <translation>Keine Anweisung</translation>
    </message>
    <message>
        <source>&amp;Instruction</source>
        <translation>An&amp;weisung</translation>
    </message>
    <message>
        <source>It is shown once the model is loaded</source>
        <translation>Sie erscheint, sobald das Modell geladen ist</translation>
    </message>
    <message>
        <source>Back to the one it was trained with</source>
        <translation>Zurück zu der, mit der es trainiert wurde</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>&amp;Temperature</source>
        <translation>&amp;Temperatur</translation>
    </message>
    <message>
        <source>Longest answer in tokens</source>
        <translation>Längste Antwort in Tokens</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Tokens</translation>
    </message>
    <message>
        <source>&amp;Longest answer</source>
        <translation>&amp;Längste Antwort</translation>
    </message>
</context>
<context>
    <name>ChatView</name>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
</context>
<context>
    <name>ColumnBoxes</name>
    <message>
        <source>Column for: {}</source>
        <translation>Spalte für: {}</translation>
    </message>
    <message>
        <source>Found by itself: {}</source>
        <translation>Selbst gefunden: {}</translation>
    </message>
    <message>
        <source>No column</source>
        <translation>Keine Spalte</translation>
    </message>
</context>
<context>
    <name>Context</name>
    <message>
        <source>Opening the workspace</source>
        <translation>Arbeitsbereich wird geöffnet</translation>
    </message>
    <message>
        <source>The workspace is not open yet.</source>
        <translation>Der Arbeitsbereich ist noch nicht geöffnet.</translation>
    </message>
    <message>
        <source>Wait a moment.</source>
        <translation>Warten Sie einen Augenblick.</translation>
    </message>
    <message>
        <source>Saving a choice</source>
        <translation>Auswahl wird gespeichert</translation>
    </message>
    <message>
        <source>Looking at the project</source>
        <translation>Projekt wird durchgesehen</translation>
    </message>
</context>
<context>
    <name>CuratePage</name>
    <message>
        <source>Responses</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Check only</source>
        <translation>Nur prüfen</translation>
    </message>
    <message>
        <source>Look at what the rules find, without freezing anything</source>
        <translation>Ansehen, was die Regeln finden, ohne etwas einzufrieren</translation>
    </message>
    <message>
        <source>Share for validation</source>
        <translation>Anteil für die Validierung</translation>
    </message>
    <message>
        <source>Share for the test</source>
        <translation>Anteil für den Test</translation>
    </message>
    <message>
        <source>For validation</source>
        <translation>Für die Validierung</translation>
    </message>
    <message>
        <source>For the test</source>
        <translation>Für den Test</translation>
    </message>
    <message>
        <source>Freeze again</source>
        <translation>Neu einfrieren</translation>
    </message>
    <message>
        <source>Dataset to learn from</source>
        <translation>Datensatz zum Lernen</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Curate</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Leave out answers that would teach the student something wrong, then freeze the rest as the dataset that it learns from.</source>
        <translation>Lassen Sie Antworten weg, aus denen das Schülermodell Falsches lernen würde, und frieren Sie den Rest als den Datensatz ein, aus dem es lernt.</translation>
    </message>
    <message>
        <source>Check and freeze</source>
        <translation>Prüfen und einfrieren</translation>
    </message>
    <message>
        <source>There are no responses to check yet.</source>
        <translation>Es gibt noch keine Antworten zu prüfen.</translation>
    </message>
    <message>
        <source>{} of {} responses are kept</source>
        <translation>{} von {} Antworten werden behalten</translation>
    </message>
    <message>
        <source>The rules have changed since the last check.</source>
        <translation>Die Regeln haben sich seit der letzten Prüfung geändert.</translation>
    </message>
    <message>
        <source>Nothing has been checked yet.</source>
        <translation>Es wurde noch nichts geprüft.</translation>
    </message>
    <message>
        <source>How many responses each rule finds. Press a number to list them.</source>
        <translation>So viele Antworten findet jede Regel. Ein Klick auf eine Zahl listet sie auf.</translation>
    </message>
    <message>
        <source>It is not what is kept now. Check and freeze again.</source>
        <translation>Er entspricht nicht dem, was jetzt behalten wird. Bitte neu prüfen und einfrieren.</translation>
    </message>
    <message>
        <source>What is kept now was frozen earlier as {}. The student learns from the newest dataset, shown here.</source>
        <translation>Was jetzt behalten wird, wurde schon früher als {} eingefroren. Das Schülermodell lernt aus dem neuesten Datensatz, der hier steht.</translation>
    </message>
    <message>
        <source>About {} to train on, {} for validation, {} for the test, unless your files say which part a row belongs to.</source>
        <translation>Etwa {} zum Trainieren, {} für die Validierung, {} für den Test, sofern Ihre Dateien nicht selbst sagen, zu welchem Teil eine Zeile gehört.</translation>
    </message>
    <message>
        <source>Without a test part nobody can say later how good the student is.</source>
        <translation>Ohne Testteil kann später niemand sagen, wie gut das Schülermodell ist.</translation>
    </message>
    <message>
        <source>Looking at the datasets</source>
        <translation>Datensätze werden durchgesehen</translation>
    </message>
    <message>
        <source>Checking the responses</source>
        <translation>Antworten werden geprüft</translation>
    </message>
    <message>
        <source>Checking and freezing</source>
        <translation>Antworten werden geprüft und eingefroren</translation>
    </message>
</context>
<context>
    <name>DatasetCard</name>
    <message>
        <source>Earlier datasets</source>
        <translation>Frühere Datensätze</translation>
    </message>
    <message>
        <source>None yet. Check the responses and freeze what is kept.</source>
        <translation>Noch keiner. Prüfen Sie die Antworten und frieren Sie ein, was behalten wird.</translation>
    </message>
    <message>
        <source>Frozen: {}</source>
        <translation>Eingefroren: {}</translation>
    </message>
</context>
<context>
    <name>Decisions</name>
    <message>
        <source>Keep anyway</source>
        <translation>Trotzdem behalten</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>Follow the rules again</source>
        <translation>Wieder nach den Regeln</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Take back the last decision (Ctrl+Z)</source>
        <translation>Die letzte Entscheidung zurücknehmen (Strg+Z)</translation>
    </message>
    <message>
        <source>For the selected rows (key {})</source>
        <translation>Für die ausgewählten Zeilen (Taste {})</translation>
    </message>
    <message>
        <source>Storing your decision</source>
        <translation>Ihre Entscheidung wird gespeichert</translation>
    </message>
    <message>
        <source>The last decision was taken back.</source>
        <translation>Die letzte Entscheidung wurde zurückgenommen.</translation>
    </message>
    <message>
        <source>Kept by hand: {}.</source>
        <translation>Von Hand behalten: {}.</translation>
    </message>
    <message>
        <source>Left out by hand: {}.</source>
        <translation>Von Hand weggelassen: {}.</translation>
    </message>
    <message>
        <source>The rules decide again on: {}.</source>
        <translation>Hier entscheiden wieder die Regeln: {}.</translation>
    </message>
    <message>
        <source>Without an answer, so nothing to keep: {}.</source>
        <translation>Ohne Antwort, also nichts zu behalten: {}.</translation>
    </message>
    <message>
        <source>Select rows to decide by hand: K keeps them, L leaves them out, R lets the rules decide again.</source>
        <translation>Wählen Sie Zeilen aus, um von Hand zu entscheiden: K behält sie, L lässt sie weg, R lässt wieder die Regeln entscheiden.</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>About Stillroom</source>
        <translation>Über Stillroom</translation>
    </message>
    <message>
        <source>Teach a small model what a large one knows. Everything stays on this machine.</source>
        <translation>Einem kleinen Modell beibringen, was ein großes weiß. Alles bleibt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation>Die Sprache wechselt beim nächsten Start.</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Colors</source>
        <translation>&amp;Farben</translation>
    </message>
</context>
<context>
    <name>Distill</name>
    <message>
        <source>Fast</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>One pass over the examples, with a small addition to the model. Good for a first try.</source>
        <translation>Ein Durchgang durch die Beispiele, mit einem kleinen Zusatz zum Modell. Gut für einen ersten Versuch.</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Three passes, with a medium addition to the model. Right for most tasks.</source>
        <translation>Drei Durchgänge, mit einem mittleren Zusatz zum Modell. Richtig für die meisten Aufgaben.</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Am besten</translation>
    </message>
    <message>
        <source>Four or five passes; all of the model learns where the memory of this machine allows, else a large addition to it. Takes the longest.</source>
        <translation>Vier oder fünf Durchgänge; das ganze Modell lernt, wenn der Speicher dieses Rechners es erlaubt, sonst ein großer Zusatz. Dauert am längsten.</translation>
    </message>
    <message>
        <source>From the sample</source>
        <translation>Aus dem Beispielprojekt</translation>
    </message>
    <message>
        <source>What the sample project was tried with: a few minutes.</source>
        <translation>Damit wurde das Beispielprojekt erprobt: wenige Minuten.</translation>
    </message>
    <message>
        <source>My own settings</source>
        <translation>Eigene Einstellungen</translation>
    </message>
    <message>
        <source>What is set under Advanced below.</source>
        <translation>Was unten unter „Erweitert“ eingestellt ist.</translation>
    </message>
    <message>
        <source>What of the model learns</source>
        <translation>Was am Modell lernt</translation>
    </message>
    <message>
        <source>How long it learns</source>
        <translation>Wie lange es lernt</translation>
    </message>
    <message>
        <source>How fast it learns</source>
        <translation>Wie schnell es lernt</translation>
    </message>
    <message>
        <source>How much at a time</source>
        <translation>Wie viel auf einmal</translation>
    </message>
    <message>
        <source>Learning from word probabilities</source>
        <translation>Lernen aus Wortwahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>Watching and saving</source>
        <translation>Beobachten und Sichern</translation>
    </message>
    <message>
        <source>Part that learns</source>
        <translation>Lernender Teil</translation>
    </message>
    <message>
        <source>LoRA learns a small addition to the model; “all of it” changes the model itself and needs several times the memory.</source>
        <translation>LoRA lernt einen kleinen Zusatz zum Modell; „das ganze Modell“ ändert das Modell selbst und braucht ein Vielfaches an Speicher.</translation>
    </message>
    <message>
        <source>LoRA rank</source>
        <translation>LoRA-Rang</translation>
    </message>
    <message>
        <source>The size of the addition: more can learn more, and needs more memory.</source>
        <translation>Die Größe des Zusatzes: Ein größerer kann mehr lernen und braucht mehr Speicher.</translation>
    </message>
    <message>
        <source>LoRA alpha</source>
        <translation>LoRA-Alpha</translation>
    </message>
    <message>
        <source>How strongly the addition counts; usually twice the rank.</source>
        <translation>Wie stark der Zusatz zählt; meist das Doppelte des Rangs.</translation>
    </message>
    <message>
        <source>Leave the word tables as they are</source>
        <translation>Worttabellen unverändert lassen</translation>
    </message>
    <message>
        <source>The tables that turn words into numbers are big and seldom need to change. Counts only where all of the model learns.</source>
        <translation>Die Tabellen, die Wörter in Zahlen übersetzen, sind groß und müssen sich selten ändern. Zählt nur, wenn das ganze Modell lernt.</translation>
    </message>
    <message>
        <source>Passes over the examples (epochs)</source>
        <translation>Durchgänge durch die Beispiele (Epochen)</translation>
    </message>
    <message>
        <source>How often the student sees each example. Too many, and it learns by heart.</source>
        <translation>Wie oft das Schülermodell jedes Beispiel sieht. Bei zu vielen lernt es auswendig.</translation>
    </message>
    <message>
        <source>Layers to keep</source>
        <translation>Schichten, die bleiben</translation>
    </message>
    <message>
        <source>Makes the student smaller and faster by leaving layers out; 0 keeps all. It then needs more examples to be good again.</source>
        <translation>Macht das Schülermodell kleiner und schneller, indem Schichten wegfallen; 0 behält alle. Es braucht dann mehr Beispiele, um wieder gut zu werden.</translation>
    </message>
    <message>
        <source>Most steps</source>
        <translation>Höchstzahl der Schritte</translation>
    </message>
    <message>
        <source>Ends the training early, after so many steps; 0 sets no limit.</source>
        <translation>Beendet das Training vorzeitig nach so vielen Schritten; 0 setzt keine Grenze.</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>How far each step moves. Too high and the training falls apart, too low and little is learned. 0 takes the usual one: 0.0002 for LoRA, 0.00002 for all of the model.</source>
        <translation>Wie weit jeder Schritt geht. Ist sie zu hoch, scheitert das Training; ist sie zu niedrig, wird wenig gelernt. 0 nimmt die übliche: 0,0002 für LoRA, 0,00002 für das ganze Modell.</translation>
    </message>
    <message>
        <source>Warm-up (part of the steps)</source>
        <translation>Aufwärmen (Anteil der Schritte)</translation>
    </message>
    <message>
        <source>The first steps are smaller, so that nothing breaks.</source>
        <translation>Die ersten Schritte sind kleiner, damit nichts kaputtgeht.</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Gewichtsabnahme</translation>
    </message>
    <message>
        <source>Pulls the numbers gently to zero, against learning by heart. 0 is off.</source>
        <translation>Zieht die Zahlen sanft gegen null, damit nicht auswendig gelernt wird. 0 schaltet sie aus.</translation>
    </message>
    <message>
        <source>Largest step (gradient norm)</source>
        <translation>Größter Schritt (Gradientennorm)</translation>
    </message>
    <message>
        <source>A single odd example cannot move the model more than this.</source>
        <translation>Ein einzelnes ungewöhnliches Beispiel kann das Modell nicht weiter als so bewegen.</translation>
    </message>
    <message>
        <source>Examples a step</source>
        <translation>Beispiele je Schritt</translation>
    </message>
    <message>
        <source>How many examples are looked at before the student moves once.</source>
        <translation>Wie viele Beispiele angesehen werden, bevor sich das Schülermodell einmal ändert.</translation>
    </message>
    <message>
        <source>Tokens computed at once</source>
        <translation>Tokens auf einmal</translation>
    </message>
    <message>
        <source>Smaller needs less memory and is slower; what is learned stays the same. A token is about three quarters of a word.</source>
        <translation>Weniger braucht weniger Speicher und ist langsamer; gelernt wird dasselbe. Ein Token ist etwa drei Viertel eines Wortes.</translation>
    </message>
    <message>
        <source>Longest example (tokens)</source>
        <translation>Längstes Beispiel (Tokens)</translation>
    </message>
    <message>
        <source>Longer examples are left out whole. Smaller needs less memory.</source>
        <translation>Längere Beispiele werden ganz weggelassen. Kleiner braucht weniger Speicher.</translation>
    </message>
    <message>
        <source>Softness of the probabilities (temperature)</source>
        <translation>Weichheit der Verteilung (Temperatur)</translation>
    </message>
    <message>
        <source>Above 1 the student pays more heed to the teacher&apos;s second and third choices.</source>
        <translation>Über 1 achtet das Schülermodell mehr auf die zweite und dritte Wahl des Lehrermodells.</translation>
    </message>
    <message>
        <source>Weight of the teacher&apos;s text (alpha)</source>
        <translation>Gewicht des Lehrertextes (Alpha)</translation>
    </message>
    <message>
        <source>1: only its text counts, as at the response level; 0: only probabilities.</source>
        <translation>1: Nur sein Text zählt, wie auf der Antwort-Ebene; 0: nur die Wahrscheinlichkeiten.</translation>
    </message>
    <message>
        <source>Number for chance (seed)</source>
        <translation>Startzahl für den Zufall (Seed)</translation>
    </message>
    <message>
        <source>Decides the order of the examples. The same number repeats a run exactly.</source>
        <translation>Bestimmt die Reihenfolge der Beispiele. Dieselbe Zahl wiederholt einen Lauf genau.</translation>
    </message>
    <message>
        <source>Looks at the validation part</source>
        <translation>Blicke auf den Validierungsteil</translation>
    </message>
    <message>
        <source>How often the training is measured on texts that it does not train on.</source>
        <translation>Wie oft das Training an Texten gemessen wird, an denen es nicht lernt.</translation>
    </message>
    <message>
        <source>Seconds between two saves</source>
        <translation>Sekunden zwischen zwei Sicherungen</translation>
    </message>
    <message>
        <source>At most so much work is lost when the power fails.</source>
        <translation>Höchstens so viel Arbeit geht bei einem Stromausfall verloren.</translation>
    </message>
    <message>
        <source>Sample answers at each look</source>
        <translation>Probeantworten bei jedem Blick</translation>
    </message>
    <message>
        <source>Prompts of the validation part that the student answers while it learns, so that you can watch. Each costs some time.</source>
        <translation>Prompts aus dem Validierungsteil, die das Schülermodell während des Lernens beantwortet, damit Sie zusehen können. Jeder kostet etwas Zeit.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>the usual one</source>
        <translation>die übliche</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>Schülermodell</translation>
    </message>
    <message>
        <source>What learning notes</source>
        <translation>Zwischenwerte des Lernens</translation>
    </message>
    <message>
        <source>Texts of a batch</source>
        <translation>Texte auf einmal</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>Lehrermodell</translation>
    </message>
    <message>
        <source>It fits comfortably.</source>
        <translation>Es passt bequem.</translation>
    </message>
    <message>
        <source>It is tight: it may be slow, or end early.</source>
        <translation>Es wird knapp: Es kann langsam werden oder vorzeitig enden.</translation>
    </message>
    <message>
        <source>It does not fit into the memory of this machine.</source>
        <translation>Es passt nicht in den Speicher dieses Rechners.</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>Schließen Sie andere Programme.</translation>
    </message>
    <message>
        <source>Lower “Tokens computed at once” under Advanced; the result stays the same.</source>
        <translation>Senken Sie „Tokens auf einmal“ unter „Erweitert“; das Ergebnis bleibt gleich.</translation>
    </message>
    <message>
        <source>Lower “Longest example” under Advanced; longer examples are then left out.</source>
        <translation>Senken Sie „Längstes Beispiel“ unter „Erweitert“; längere Beispiele werden dann weggelassen.</translation>
    </message>
    <message>
        <source>Choose Fast or Balanced, which learn a small addition only.</source>
        <translation>Wählen Sie „Schnell“ oder „Ausgewogen“; dabei lernt nur ein kleiner Zusatz.</translation>
    </message>
    <message>
        <source>Choose the response level: the teacher need not be in memory then.</source>
        <translation>Wählen Sie die Antwort-Ebene: Dann muss das Lehrermodell nicht im Speicher sein.</translation>
    </message>
    <message>
        <source>Choose a smaller student.</source>
        <translation>Wählen Sie ein kleineres Schülermodell.</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>{:.1f} billion</source>
        <translation>{:.1f} Milliarden</translation>
    </message>
    <message>
        <source>{:.0f} million</source>
        <translation>{:.0f} Millionen</translation>
    </message>
</context>
<context>
    <name>DistillPage</name>
    <message>
        <source>Runs of this project</source>
        <translation>Läufe dieses Projekts</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
    <message>
        <source>Then measure it and write the files</source>
        <translation>Danach messen und die Dateien schreiben</translation>
    </message>
    <message>
        <source>Final loss</source>
        <translation>Endverlust</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Validierungsverlust</translation>
    </message>
    <message>
        <source>Training time</source>
        <translation>Trainingsdauer</translation>
    </message>
    <message>
        <source>Tokens read</source>
        <translation>Gelesene Tokens</translation>
    </message>
    <message>
        <source>Left out as too long</source>
        <translation>Als zu lang weggelassen</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Distill the student</source>
        <translation>Schülermodell trainieren</translation>
    </message>
    <message>
        <source>Now the student learns from the teacher&apos;s answers. You may pause at any time, close the program or lose power: the training goes on where it stopped.</source>
        <translation>Jetzt lernt das Schülermodell aus den Antworten des Lehrermodells. Sie können jederzeit anhalten oder das Programm schließen, und auch ein Stromausfall schadet nicht: Das Training geht dort weiter, wo es aufgehört hat.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Train again</source>
        <translation>Neu trainieren</translation>
    </message>
    <message>
        <source>Training…</source>
        <translation>Training läuft&#xa0;…</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Training the student</source>
        <translation>Schülermodell wird trainiert</translation>
    </message>
    <message>
        <source>The student learns.</source>
        <translation>Das Schülermodell lernt.</translation>
    </message>
    <message>
        <source>The student has learned. Its files are being written.</source>
        <translation>Das Schülermodell hat gelernt. Seine Dateien werden geschrieben.</translation>
    </message>
    <message>
        <source>It is being proven that the files are the trained student.</source>
        <translation>Es wird nachgewiesen, dass die Dateien das trainierte Schülermodell sind.</translation>
    </message>
    <message>
        <source>The student is being measured on texts it has never seen.</source>
        <translation>Das Schülermodell wird an Texten gemessen, die es nie gesehen hat.</translation>
    </message>
    <message>
        <source>The training is being prepared.</source>
        <translation>Das Training wird vorbereitet.</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>Dieser Lauf</translation>
    </message>
    <message>
        <source>What will be trained</source>
        <translation>Was trainiert wird</translation>
    </message>
    <message>
        <source>The training runs</source>
        <translation>Das Training läuft</translation>
    </message>
    <message>
        <source>The training was interrupted</source>
        <translation>Das Training wurde unterbrochen</translation>
    </message>
    <message>
        <source>The training has failed</source>
        <translation>Das Training ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>The student has learned</source>
        <translation>Das Schülermodell hat gelernt</translation>
    </message>
    <message>
        <source>The student of this run is gone</source>
        <translation>Das Schülermodell dieses Laufs ist weg</translation>
    </message>
    <message>
        <source>It was begun on {}. Resume goes on from the last saved step; nothing that was learned up to there is lost.</source>
        <translation>Es wurde begonnen am {}. „Fortsetzen“ macht beim letzten gesicherten Schritt weiter; nichts von dem, was bis dahin gelernt wurde, ist verloren.</translation>
    </message>
    <message>
        <source>It has finished, but its folder was removed or damaged. Put the folder back, or train again: the same settings give the same student.</source>
        <translation>Der Lauf ist fertig, aber sein Ordner wurde entfernt oder beschädigt. Legen Sie den Ordner zurück, oder trainieren Sie neu: Dieselben Einstellungen ergeben dasselbe Schülermodell.</translation>
    </message>
    <message>
        <source>What went wrong is not known any more.</source>
        <translation>Was schiefging, ist nicht mehr bekannt.</translation>
    </message>
    <message>
        <source>It has been measured on texts that it has never seen: see Evaluate.</source>
        <translation>Es wurde an Texten gemessen, die es nie gesehen hat: siehe „Bewerten“.</translation>
    </message>
    <message>
        <source>Next, it is measured on texts that it has never seen.</source>
        <translation>Als Nächstes wird es an Texten gemessen, die es nie gesehen hat.</translation>
    </message>
    <message>
        <source>the dataset</source>
        <translation>den Datensatz</translation>
    </message>
    <message>
        <source>the student</source>
        <translation>das Schülermodell</translation>
    </message>
    <message>
        <source>the method</source>
        <translation>die Methode</translation>
    </message>
    <message>
        <source>the settings</source>
        <translation>die Einstellungen</translation>
    </message>
    <message>
        <source>Since this run you have changed: {}. Start anew trains another student with what is chosen now; this run is kept.</source>
        <translation>Seit diesem Lauf haben Sie geändert: {}. „Neu beginnen“ trainiert ein weiteres Schülermodell mit dem, was jetzt gewählt ist; dieser Lauf bleibt erhalten.</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Something went wrong in Stillroom itself.</source>
        <translation>In Stillroom selbst ist etwas schiefgegangen.</translation>
    </message>
    <message>
        <source>Nothing was lost. Help → Report a problem collects what is needed to mend it.</source>
        <translation>Nichts ging verloren. „Hilfe → Problem melden“ sammelt, was zum Beheben nötig ist.</translation>
    </message>
</context>
<context>
    <name>EvaluatePage</name>
    <message>
        <source>Not measured yet. The student, the teacher and the untouched base answer the test texts, which the student has never seen; then their answers are compared. This takes some minutes.</source>
        <translation>Noch nicht gemessen. Schülermodell, Lehrermodell und Ausgangsmodell beantworten die Testtexte, die das Schülermodell nie gesehen hat; dann werden ihre Antworten verglichen. Das dauert einige Minuten.</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>Neu messen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wertung</translation>
    </message>
    <message>
        <source>Exactly right</source>
        <translation>Genau richtig</translation>
    </message>
    <message>
        <source>As the teacher</source>
        <translation>Wie der Lehrer</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>Ohne Antwort</translation>
    </message>
    <message>
        <source>Scores of teacher, untouched base and student</source>
        <translation>Wertungen von Lehrermodell, Ausgangsmodell und Schülermodell</translation>
    </message>
    <message>
        <source>Kind of text</source>
        <translation>Art des Textes</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>Lehrer</translation>
    </message>
    <message>
        <source>Before training</source>
        <translation>Vor dem Training</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>Schüler</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Erhalten</translation>
    </message>
    <message>
        <source>The same by kind of text</source>
        <translation>Dasselbe nach Art des Textes</translation>
    </message>
    <message>
        <source>By kind of text (tags of the prompts)</source>
        <translation>Nach Art des Textes (Tags der Prompts)</translation>
    </message>
    <message>
        <source>Measure the student</source>
        <translation>Schülermodell messen</translation>
    </message>
    <message>
        <source>How good is the student on texts that it has never seen? It answers the test part of the dataset, and so do the teacher and the same model before the training.</source>
        <translation>Wie gut ist das Schülermodell bei Texten, die es nie gesehen hat? Es beantwortet den Testteil des Datensatzes, ebenso wie das Lehrermodell und dasselbe Modell vor dem Training.</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Messung läuft&#xa0;…</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Measuring the student</source>
        <translation>Schülermodell wird gemessen</translation>
    </message>
    <message>
        <source>Retention: {}</source>
        <translation>Qualitätserhalt: {}</translation>
    </message>
    <message>
        <source>Score: {}</source>
        <translation>Wertung: {}</translation>
    </message>
    <message>
        <source>Student ({})</source>
        <translation>Schülermodell ({})</translation>
    </message>
    <message>
        <source>{} tokens/s</source>
        <translation>{} Tokens/s</translation>
    </message>
    <message>
        <source>The answers are being read…</source>
        <translation>Die Antworten werden gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>Reading the answers</source>
        <translation>Antworten werden gelesen</translation>
    </message>
    <message>
        <source>The answers cannot be read.</source>
        <translation>Die Antworten können nicht gelesen werden.</translation>
    </message>
</context>
<context>
    <name>Evaluation</name>
    <message>
        <source>Fields right</source>
        <translation>Richtige Felder</translation>
    </message>
    <message>
        <source>Words in common</source>
        <translation>Gemeinsame Wörter</translation>
    </message>
    <message>
        <source>Exactly right</source>
        <translation>Genau richtig</translation>
    </message>
    <message>
        <source>As the teacher</source>
        <translation>Wie der Lehrer</translation>
    </message>
    <message>
        <source>Your student is as good as its teacher on texts it has never seen ({}% of its quality).</source>
        <translation>Ihr Schülermodell ist bei Texten, die es nie gesehen hat, so gut wie sein Lehrermodell ({}&#xa0;% von dessen Qualität).</translation>
    </message>
    <message>
        <source>Your student keeps {}% of the teacher&apos;s quality on texts it has never seen.</source>
        <translation>Ihr Schülermodell behält bei Texten, die es nie gesehen hat, {}&#xa0;% der Qualität des Lehrermodells.</translation>
    </message>
    <message>
        <source>Your student keeps {}% of the teacher&apos;s quality on texts it has never seen. Look at the answers below: more examples, more passes or a larger student can close the gap.</source>
        <translation>Ihr Schülermodell behält bei Texten, die es nie gesehen hat, {}&#xa0;% der Qualität des Lehrermodells. Sehen Sie sich die Antworten unten an: Mehr Beispiele, mehr Durchgänge oder ein größeres Schülermodell können die Lücke schließen.</translation>
    </message>
    <message>
        <source>Your student keeps only {}% of the teacher&apos;s quality on texts it has never seen. Do not rely on it: train longer, with more examples, or with a larger student.</source>
        <translation>Ihr Schülermodell behält bei Texten, die es nie gesehen hat, nur {}&#xa0;% der Qualität des Lehrermodells. Verlassen Sie sich nicht darauf: Trainieren Sie länger, mit mehr Beispielen oder mit einem größeren Schülermodell.</translation>
    </message>
    <message>
        <source>The teacher itself scores nothing on the test texts, so there is nothing to compare with. Look at the answers below: do the known good answers have the form that the teacher writes?</source>
        <translation>Das Lehrermodell selbst erreicht bei den Testtexten nichts, also gibt es nichts zu vergleichen. Sehen Sie sich die Antworten unten an: Haben die bekannten guten Antworten die Form, in der das Lehrermodell schreibt?</translation>
    </message>
    <message>
        <source>{:.0f}%</source>
        <translation>{:.0f}&#xa0;%</translation>
    </message>
    <message>
        <source>between {0} and {1}, on {2} texts</source>
        <translation>zwischen {0} und {1}, bei {2} Texten</translation>
    </message>
    <message>
        <source>Only {} texts were asked: this is a hint, not a proof. From 50 on the figure means something; freeze a dataset with a larger test part.</source>
        <translation>Es wurden nur {} Texte gefragt: Das ist ein Hinweis, kein Beweis. Ab 50 sagt die Zahl etwas aus; frieren Sie einen Datensatz mit größerem Testteil ein.</translation>
    </message>
    <message>
        <source>The figure is rough: with other texts of the same kind it may lie anywhere between {0} and {1}.</source>
        <translation>Die Zahl ist grob: Bei anderen Texten derselben Art kann sie irgendwo zwischen {0} und {1} liegen.</translation>
    </message>
    <message>
        <source>It is not clearly better than the same model before the training.</source>
        <translation>Es ist nicht klar besser als dasselbe Modell vor dem Training.</translation>
    </message>
    <message>
        <source>Before the training the same model had {}.</source>
        <translation>Vor dem Training hatte dasselbe Modell {}.</translation>
    </message>
</context>
<context>
    <name>ExampleDetail</name>
    <message>
        <source>The chosen row</source>
        <translation>Die gewählte Zeile</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the chosen row</source>
        <translation>Die gewählte Zeile kopieren</translation>
    </message>
    <message>
        <source>The chosen row in full</source>
        <translation>Die gewählte Zeile im Ganzen</translation>
    </message>
    <message>
        <source>Choose a row above to read all of it here.</source>
        <translation>Wählen Sie oben eine Zeile, um sie hier ganz zu lesen.</translation>
    </message>
    <message>
        <source>… and {} more characters; Copy takes all of them.</source>
        <translation>… und {} weitere Zeichen; „Kopieren“ nimmt sie alle mit.</translation>
    </message>
</context>
<context>
    <name>ExampleTable</name>
    <message>
        <source>Instruction</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Earlier answer</source>
        <translation>Frühere Antwort</translation>
    </message>
    <message>
        <source>Reference answer</source>
        <translation>Referenzantwort</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>All prompts</source>
        <translation>Alle Prompts</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>All responses</source>
        <translation>Alle Antworten</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>Decided by hand</source>
        <translation>Von Hand entschieden</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Rule: {}</source>
        <translation>Regel: {}</translation>
    </message>
    <message>
        <source>Kept by hand</source>
        <translation>Von Hand behalten</translation>
    </message>
    <message>
        <source>Left out by hand</source>
        <translation>Von Hand weggelassen</translation>
    </message>
    <message>
        <source>Left out: {}</source>
        <translation>Weggelassen: {}</translation>
    </message>
    <message>
        <source>The request failed</source>
        <translation>Die Anfrage ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>Your decision</source>
        <translation>Ihre Entscheidung</translation>
    </message>
    <message>
        <source>What the rules say</source>
        <translation>Was die Regeln sagen</translation>
    </message>
    <message>
        <source>Where the response is from</source>
        <translation>Woher die Antwort stammt</translation>
    </message>
    <message>
        <source>Where the prompt is from</source>
        <translation>Woher der Prompt stammt</translation>
    </message>
    <message>
        <source>Search the texts</source>
        <translation>Texte durchsuchen</translation>
    </message>
    <message>
        <source>Which rows are listed</source>
        <translation>Welche Zeilen gezeigt werden</translation>
    </message>
    <message>
        <source>Looking through the rows</source>
        <translation>Zeilen werden durchgesehen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Stop looking through the rows</source>
        <translation>Das Durchsehen der Zeilen anhalten</translation>
    </message>
    <message>
        <source>No row matches. Clear the search or choose “All”.</source>
        <translation>Keine Zeile passt. Leeren Sie die Suche oder zeigen Sie wieder alle.</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>{} so far…</source>
        <translation>{} bisher&#xa0;…</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>{} rows</source>
        <translation>{} Zeilen</translation>
    </message>
</context>
<context>
    <name>Explain</name>
    <message>
        <source>What is this: {}?</source>
        <translation>Was ist das: {}?</translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message>
        <source>Files (GGUF)</source>
        <translation>Dateien (GGUF)</translation>
    </message>
    <message>
        <source>Each file holds the whole student and runs without a network. Smaller files need less memory and answer faster, at some loss of quality, which is measured.</source>
        <translation>Jede Datei enthält das ganze Schülermodell und läuft ohne Netzwerk. Kleinere Dateien brauchen weniger Speicher und antworten schneller, verlieren aber etwas Qualität; dieser Verlust wird gemessen.</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>Model card: give it along with the file</source>
        <translation>Modellkarte: Geben Sie sie mit der Datei weiter</translation>
    </message>
    <message>
        <source>Export the student</source>
        <translation>Schülermodell exportieren</translation>
    </message>
    <message>
        <source>The student becomes a file that you can take along. Stillroom checks that the file is the very model that was trained.</source>
        <translation>Aus dem Schülermodell wird eine Datei zum Mitnehmen. Stillroom prüft, ob die Datei genau das Modell ist, das trainiert wurde.</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>Export läuft&#xa0;…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Exporting the student</source>
        <translation>Schülermodell wird exportiert</translation>
    </message>
    <message>
        <source>✓ Proven: the file is the model that was trained</source>
        <translation>✓ Nachgewiesen: Die Datei ist das Modell, das trainiert wurde</translation>
    </message>
    <message>
        <source>The file and the trained model read the same texts, cut them into the same tokens, and find the same next words likely.</source>
        <translation>Die Datei und das trainierte Modell lesen dieselben Texte, zerlegen sie in dieselben Tokens und halten dieselben nächsten Wörter für wahrscheinlich.</translation>
    </message>
    <message>
        <source>✗ The file is not the model that was trained</source>
        <translation>✗ Die Datei ist nicht das Modell, das trainiert wurde</translation>
    </message>
    <message>
        <source>Do not use these files: they may answer otherwise than the student that you have trained. Please report it: Help → Report a problem.</source>
        <translation>Verwenden Sie diese Dateien nicht: Sie antworten vielleicht anders als das Schülermodell, das Sie trainiert haben. Bitte melden Sie es: „Hilfe → Problem melden“.</translation>
    </message>
    <message>
        <source>Token ids are equal on {0} of {1} texts; {2} test texts were compared.</source>
        <translation>Die Token-Nummern sind bei {0} von {1} Texten gleich; {2} Testtexte wurden verglichen.</translation>
    </message>
    <message>
        <source>{} more were too long for the model.</source>
        <translation>{} weitere waren zu lang für das Modell.</translation>
    </message>
    <message>
        <source>First difference: {}</source>
        <translation>Erster Unterschied: {}</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>Kopie speichern</translation>
    </message>
    <message>
        <source>Student (*.gguf)</source>
        <translation>Schülermodell (*.gguf)</translation>
    </message>
    <message>
        <source>Saving a copy of {}</source>
        <translation>Kopie von {} wird gespeichert</translation>
    </message>
    <message>
        <source>The file {} is no longer there.</source>
        <translation>Die Datei {} ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Press Export to write it again.</source>
        <translation>Klicken Sie auf „Exportieren“, um sie neu zu schreiben.</translation>
    </message>
</context>
<context>
    <name>Glossary</name>
    <message>
        <source>Teacher</source>
        <translation>Lehrermodell</translation>
    </message>
    <message>
        <source>The large language model whose answers are the example to learn from. It can be a model on this machine, or a file of answers that were recorded earlier.</source>
        <translation>Das große Sprachmodell, dessen Antworten als Vorbild zum Lernen dienen. Es kann ein Modell auf diesem Rechner sein oder eine Datei mit früher aufgezeichneten Antworten.</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>Schülermodell</translation>
    </message>
    <message>
        <source>The small model that learns from the teacher. It is what you take along: it runs on an ordinary computer without a network.</source>
        <translation>Das kleine Modell, das vom Lehrermodell lernt. Das nehmen Sie mit: Es läuft auf einem gewöhnlichen Rechner ohne Netzwerk.</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>One question or text that the teacher answers. A few hundred to a few thousand prompts like those of your daily work are a good start.</source>
        <translation>Eine Frage oder ein Text, auf den das Lehrermodell antwortet. Einige hundert bis einige tausend Prompts wie in Ihrem Arbeitsalltag sind ein guter Anfang.</translation>
    </message>
    <message>
        <source>Frozen dataset</source>
        <translation>Eingefrorener Datensatz</translation>
    </message>
    <message>
        <source>A fixed copy of the kept examples, in three parts: one to train on, one to watch the training with, and one that is kept aside for the final test. It never changes, so that results can be compared.</source>
        <translation>Eine feste Kopie der behaltenen Beispiele in drei Teilen: einer zum Trainieren, einer zum Beobachten des Trainings und einer, der für den abschließenden Test beiseitegelegt wird. Sie ändert sich nie, damit Ergebnisse vergleichbar bleiben.</translation>
    </message>
    <message>
        <source>Test part</source>
        <translation>Testteil</translation>
    </message>
    <message>
        <source>Examples that the student never sees while it learns. Only they can say how it will do on new texts.</source>
        <translation>Beispiele, die das Schülermodell beim Lernen nie sieht. Nur sie können sagen, wie gut es mit neuen Texten umgeht.</translation>
    </message>
    <message>
        <source>Validation part</source>
        <translation>Validierungsteil</translation>
    </message>
    <message>
        <source>Examples that the student does not learn from. While it trains they show whether it still gets better, or has begun to learn by heart.</source>
        <translation>Beispiele, aus denen das Schülermodell nicht lernt. Während des Trainings zeigen sie, ob es noch besser wird oder schon auswendig lernt.</translation>
    </message>
    <message>
        <source>Checking by rules</source>
        <translation>Prüfung nach Regeln</translation>
    </message>
    <message>
        <source>The student copies whatever it is shown, mistakes included. Each rule finds one kind of answer that teaches nothing good. You can switch a rule off, or decide on single answers yourself: your word goes before every rule.</source>
        <translation>Das Schülermodell ahmt alles nach, was man ihm zeigt, auch Fehler. Jede Regel findet eine Art von Antworten, aus denen nichts Gutes zu lernen ist. Sie können eine Regel abschalten oder über einzelne Antworten selbst entscheiden: Ihr Wort geht jeder Regel vor.</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Längste Antwort</translation>
    </message>
    <message>
        <source>How much the teacher may write, in tokens: pieces of words, about three quarters of an English word each. An answer that reaches the limit is cut off there.</source>
        <translation>Wie viel das Lehrermodell schreiben darf, in Tokens: Wortstücke, jedes etwa drei Viertel eines englischen Wortes. Eine Antwort, die die Grenze erreicht, wird dort abgeschnitten.</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>A way to train that leaves the model as it is and learns a small addition to it. It needs far less memory than changing all of the model.</source>
        <translation>Eine Art zu trainieren, bei der das Modell bleibt, wie es ist, und nur ein kleiner Zusatz gelernt wird. Das braucht viel weniger Speicher, als das ganze Modell zu ändern.</translation>
    </message>
    <message>
        <source>Distillation method</source>
        <translation>Destillationsmethode</translation>
    </message>
    <message>
        <source>What the student learns from. Response level: the teacher&apos;s text. Logit level: also how likely the teacher held every other word at each place.</source>
        <translation>Woraus das Schülermodell lernt. Antwort-Ebene: aus dem Text des Lehrermodells. Logit-Ebene: auch daraus, für wie wahrscheinlich das Lehrermodell an jeder Stelle jedes andere Wort hielt.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>How freely a model chooses its words. At 0 the same question always gets the same answer; higher values vary more.</source>
        <translation>Wie frei ein Modell seine Wörter wählt. Bei 0 bekommt dieselbe Frage immer dieselbe Antwort; höhere Werte bringen mehr Abwechslung.</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>How surprised the student is by the teacher&apos;s words: lower is better. The validation line shows texts that it does not train on; when that line turns up again while the other falls, the student only learns by heart.</source>
        <translation>Wie sehr die Wörter des Lehrermodells das Schülermodell überraschen: Niedriger ist besser. Die Validierungslinie zeigt Texte, an denen es nicht lernt; steigt sie wieder, während die andere fällt, lernt das Schülermodell nur noch auswendig.</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Qualitätserhalt</translation>
    </message>
    <message>
        <source>How much of the teacher&apos;s quality the student keeps: its score on the test part divided by the teacher&apos;s. The interval says how far chance alone may move it (95 times of 100 it lies within).</source>
        <translation>Wie viel von der Qualität des Lehrermodells das Schülermodell behält: seine Wertung beim Testteil, geteilt durch die des Lehrermodells. Der Bereich sagt, wie weit allein der Zufall sie verschieben kann (in 95 von 100 Fällen liegt sie darin).</translation>
    </message>
    <message>
        <source>GGUF</source>
        <translation>GGUF</translation>
    </message>
    <message>
        <source>One file that holds the whole student. Many programs open it, among them llama.cpp, which Stillroom brings along.</source>
        <translation>Eine einzige Datei, die das ganze Schülermodell enthält. Viele Programme öffnen sie, darunter llama.cpp, das Stillroom mitbringt.</translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation>Quantisierung</translation>
    </message>
    <message>
        <source>Storing the model&apos;s numbers with fewer digits: the file gets smaller and faster, at a small loss of quality that Stillroom measures. F16 is nearly exact, Q8_0 half as big, Q4_K_M a quarter.</source>
        <translation>Die Zahlen des Modells mit weniger Stellen speichern: Die Datei wird kleiner und schneller, mit einem kleinen Qualitätsverlust, den Stillroom misst. F16 ist nahezu exakt, Q8_0 halb so groß, Q4_K_M ein Viertel.</translation>
    </message>
    <message>
        <source>Parity check</source>
        <translation>Gleichheitsprüfung</translation>
    </message>
    <message>
        <source>The proof that the exported file is the model that was trained: both read the same texts, and their next-word probabilities are compared.</source>
        <translation>Der Nachweis, dass die exportierte Datei das trainierte Modell ist: Beide lesen dieselben Texte, und ihre Wahrscheinlichkeiten für das nächste Wort werden verglichen.</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>One pass of the training over all training examples.</source>
        <translation>Ein Durchgang des Trainings durch alle Trainingsbeispiele.</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>A piece of text as a model reads and writes it: a short word, or a part of a long one. A hundred words are about 130 tokens in English, and more in other languages.</source>
        <translation>Ein Stück Text, wie ein Modell es liest und schreibt: ein kurzes Wort oder ein Teil eines langen. Hundert Wörter sind auf Englisch etwa 130 Tokens, in anderen Sprachen mehr.</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>What the model is told before each text: its task and how to answer. It is also known as the system prompt.</source>
        <translation>Was dem Modell vor jedem Text gesagt wird: seine Aufgabe und wie es antworten soll. Man nennt sie auch System-Prompt.</translation>
    </message>
    <message>
        <source>Saved state</source>
        <translation>Gesicherter Stand</translation>
    </message>
    <message>
        <source>A copy of everything the training has reached. After a pause, a power cut or a crash the training goes on from the last one.</source>
        <translation>Eine Kopie von allem, was das Training erreicht hat. Nach einer Pause, einem Stromausfall oder einem Absturz geht das Training vom letzten Stand aus weiter.</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Wertung</translation>
    </message>
    <message>
        <source>How good the answers on the test part are, from 0 to 100%. For answers with fields: how many of the fields are right. For free text: how many words the answer has in common with the known good answer, or with the teacher&apos;s where there is none.</source>
        <translation>Wie gut die Antworten beim Testteil sind, von 0 bis 100&#xa0;%. Bei Antworten mit Feldern: wie viele der Felder richtig sind. Bei freiem Text: wie viele Wörter die Antwort mit der bekannten guten Antwort gemeinsam hat oder, wo es keine gibt, mit der des Lehrermodells.</translation>
    </message>
    <message>
        <source>Distance of the probabilities</source>
        <translation>Abstand der Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>How far the word probabilities of the file are from those of the trained model, in nats for each token. 0 is the same; below 0.01 hardly a sentence changes.</source>
        <translation>Wie weit die Wortwahrscheinlichkeiten der Datei von denen des trainierten Modells entfernt sind, in Nats je Token. 0 heißt gleich; unter 0,01 ändert sich kaum ein Satz.</translation>
    </message>
    <message>
        <source>Fingerprint (sha256)</source>
        <translation>Fingerabdruck (sha256)</translation>
    </message>
    <message>
        <source>A number that is computed from every byte of a file. If a copy has the same one, not a single byte has changed.</source>
        <translation>Eine Zahl, die aus jedem Byte einer Datei berechnet wird. Hat eine Kopie dieselbe, so hat sich kein einziges Byte geändert.</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>Lernziel</translation>
    </message>
    <message>
        <source>What the training counts as better: the student is changed a little at each step, so that it holds the teacher&apos;s words more likely.</source>
        <translation>Was beim Training als besser gilt: Das Schülermodell wird bei jedem Schritt ein wenig so verändert, dass es die Wörter des Lehrermodells für wahrscheinlicher hält.</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Try the sample</source>
        <translation>Beispiel ausprobieren</translation>
    </message>
    <message>
        <source>The sample is being prepared</source>
        <translation>Das Beispielprojekt wird vorbereitet</translation>
    </message>
    <message>
        <source>New here?</source>
        <translation>Neu hier?</translation>
    </message>
    <message>
        <source>The sample brings everything along: questions about contract clauses, a teacher&apos;s recorded answers, and a small model to train. In about fifteen minutes you talk to a student that you distilled yourself.</source>
        <translation>Das Beispielprojekt bringt alles mit: Fragen zu Vertragsklauseln, die aufgezeichneten Antworten eines Lehrermodells und ein kleines Modell zum Trainieren. Nach etwa fünfzehn Minuten sprechen Sie mit einem Schülermodell, das Sie selbst trainiert haben.</translation>
    </message>
    <message>
        <source>Name of the project</source>
        <translation>Name des Projekts</translation>
    </message>
    <message>
        <source>Name of the new project</source>
        <translation>Name des neuen Projekts</translation>
    </message>
    <message>
        <source>Make project</source>
        <translation>Projekt anlegen</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>One project is one task that a student shall learn.</source>
        <translation>Ein Projekt ist eine Aufgabe, die ein Schülermodell lernen soll.</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>Projekte</translation>
    </message>
    <message>
        <source>There is no project yet. Try the sample, or make one.</source>
        <translation>Es gibt noch kein Projekt. Probieren Sie das Beispiel aus, oder legen Sie eines an.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Your projects</source>
        <translation>Ihre Projekte</translation>
    </message>
    <message>
        <source>Teach a small model what a large one knows. Everything stays on this machine.</source>
        <translation>Einem kleinen Modell beibringen, was ein großes weiß. Alles bleibt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Making the project</source>
        <translation>Projekt wird angelegt</translation>
    </message>
    <message>
        <source>Preparing the sample</source>
        <translation>Beispielprojekt wird vorbereitet</translation>
    </message>
</context>
<context>
    <name>ImportPanel</name>
    <message>
        <source>Import…</source>
        <translation>Importieren&#xa0;…</translation>
    </message>
    <message>
        <source>Import responses from files</source>
        <translation>Antworten aus Dateien importieren</translation>
    </message>
    <message>
        <source>Import prompts from files</source>
        <translation>Prompts aus Dateien importieren</translation>
    </message>
    <message>
        <source>Import recorded responses</source>
        <translation>Aufgezeichnete Antworten importieren</translation>
    </message>
    <message>
        <source>Choose files, or drop them here: a table saved as CSV with a column for the prompt and one for the response, or a JSON Lines file of conversations. You see the first rows before anything is stored.</source>
        <translation>Wählen Sie Dateien, oder ziehen Sie sie hierher: eine als CSV gespeicherte Tabelle mit einer Spalte für den Prompt und einer für die Antwort, oder eine JSON-Lines-Datei mit Gesprächen. Sie sehen die ersten Zeilen, bevor etwas gespeichert wird.</translation>
    </message>
    <message>
        <source>Choose files, or drop them here: a table saved as CSV with a column for the prompt, or a JSON Lines file of conversations. You see the first rows before anything is stored.</source>
        <translation>Wählen Sie Dateien, oder ziehen Sie sie hierher: eine als CSV gespeicherte Tabelle mit einer Spalte für den Prompt, oder eine JSON-Lines-Datei mit Gesprächen. Sie sehen die ersten Zeilen, bevor etwas gespeichert wird.</translation>
    </message>
    <message>
        <source>Checking the files</source>
        <translation>Dateien werden geprüft</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Checking the files…</source>
        <translation>Dateien werden geprüft&#xa0;…</translation>
    </message>
    <message>
        <source>File of the preview</source>
        <translation>Datei der Vorschau</translation>
    </message>
    <message>
        <source>Which column is what</source>
        <translation>Welche Spalte was ist</translation>
    </message>
    <message>
        <source>Choose columns myself</source>
        <translation>Spalten selbst wählen</translation>
    </message>
    <message>
        <source>First rows, as they will be understood</source>
        <translation>Erste Zeilen, wie sie verstanden werden</translation>
    </message>
    <message>
        <source>Choose other files…</source>
        <translation>Andere Dateien wählen&#xa0;…</translation>
    </message>
    <message>
        <source>What will be imported</source>
        <translation>Was importiert wird</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>Reference answer</source>
        <translation>Referenzantwort</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Part (train, validation, test)</source>
        <translation>Teil (Training, Validierung, Test)</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Files to import</source>
        <translation>Dateien zum Importieren</translation>
    </message>
    <message>
        <source>Tables and JSON ({})</source>
        <translation>Tabellen und JSON ({})</translation>
    </message>
    <message>
        <source>All files ({})</source>
        <translation>Alle Dateien ({})</translation>
    </message>
    <message>
        <source>Import more…</source>
        <translation>Weitere importieren&#xa0;…</translation>
    </message>
    <message>
        <source>Looking at the files</source>
        <translation>Dateien werden durchgesehen</translation>
    </message>
    <message>
        <source>table (CSV)</source>
        <translation>Tabelle (CSV)</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>{} · {} · {} KB</source>
        <translation>{} · {} · {} KB</translation>
    </message>
    <message>
        <source>The encoding is a guess ({}). Check below that letters such as ä or é are right.</source>
        <translation>Die Zeichenkodierung ist geraten ({}). Prüfen Sie unten, ob Buchstaben wie ä oder é stimmen.</translation>
    </message>
    <message>
        <source>Choose the column of the prompt above.</source>
        <translation>Wählen Sie oben die Spalte des Prompts.</translation>
    </message>
    <message>
        <source>Choose the columns of the prompt and of the response above.</source>
        <translation>Wählen Sie oben die Spalten des Prompts und der Antwort.</translation>
    </message>
    <message>
        <source>None of these rows can be used. Choose the columns above.</source>
        <translation>Keine dieser Zeilen ist brauchbar. Wählen Sie oben die Spalten.</translation>
    </message>
    <message>
        <source>Rows in this color would be left out, for the reason they show.</source>
        <translation>Zeilen in dieser Farbe würden weggelassen, aus dem Grund, den sie zeigen.</translation>
    </message>
    <message>
        <source>First rows, as they are in the file</source>
        <translation>Erste Zeilen, wie sie in der Datei stehen</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>(the prompt with the id {})</source>
        <translation>(der Prompt mit der Kennung {})</translation>
    </message>
</context>
<context>
    <name>JobPanel</name>
    <message>
        <source>Running job</source>
        <translation>Laufender Vorgang</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Log of the job</source>
        <translation>Protokoll des Vorgangs</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Waiting for the job before it</source>
        <translation>Wartet auf den Vorgang davor</translation>
    </message>
    <message>
        <source>Saving what is done and stopping…</source>
        <translation>Bisheriges wird gesichert und angehalten&#xa0;…</translation>
    </message>
    <message>
        <source>Paused; it goes on where it stopped.</source>
        <translation>Angehalten; es geht dort weiter, wo es aufgehört hat.</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Stopped by a problem; see the message on its page.</source>
        <translation>Durch ein Problem angehalten; siehe die Meldung auf seiner Seite.</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>validation loss</source>
        <translation>Validierungsverlust</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
    <message>
        <source>{} left</source>
        <translation>noch {}</translation>
    </message>
</context>
<context>
    <name>LiveRun</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Loss, training and validation</source>
        <translation>Verlust, Training und Validierung</translation>
    </message>
    <message>
        <source>Memory of the training</source>
        <translation>Speicher des Trainings</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gesichert</translation>
    </message>
    <message>
        <source>{} tokens/s</source>
        <translation>{} Tokens/s</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Noch nicht</translation>
    </message>
    <message>
        <source>Saved at step {0}, {1}</source>
        <translation>Gesichert bei Schritt {0}, {1}</translation>
    </message>
</context>
<context>
    <name>LocalForm</name>
    <message>
        <source>Model of the library</source>
        <translation>Modell der Bibliothek</translation>
    </message>
    <message>
        <source>Choose a model folder…</source>
        <translation>Modellordner wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Choose a GGUF file…</source>
        <translation>GGUF-Datei wählen&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>Or</source>
        <translation>Oder</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>A model on this machine</source>
        <translation>Ein Modell auf diesem Rechner</translation>
    </message>
    <message>
        <source>Stillroom loads it and lets it answer your prompts. It may be a Hugging Face folder (config.json and *.safetensors) or one GGUF file; nothing leaves this machine.</source>
        <translation>Stillroom lädt es und lässt es Ihre Prompts beantworten. Es kann ein Hugging-Face-Ordner sein (config.json und *.safetensors) oder eine GGUF-Datei; nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Choose a model.</source>
        <translation>Wählen Sie ein Modell.</translation>
    </message>
    <message>
        <source>Choose from the library</source>
        <translation>Aus der Bibliothek wählen</translation>
    </message>
    <message>
        <source>The library is empty</source>
        <translation>Die Bibliothek ist leer</translation>
    </message>
    <message>
        <source>Choose a model folder</source>
        <translation>Modellordner wählen</translation>
    </message>
    <message>
        <source>Choose a GGUF file</source>
        <translation>GGUF-Datei wählen</translation>
    </message>
    <message>
        <source>GGUF files (*.gguf);;All files (*)</source>
        <translation>GGUF-Dateien (*.gguf);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>LossChart</name>
    <message>
        <source>The curve appears with the first steps.</source>
        <translation>Die Kurve erscheint mit den ersten Schritten.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Loss by step: lower is better</source>
        <translation>Verlust je Schritt: Niedriger ist besser</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Loss by step; nothing yet</source>
        <translation>Verlust je Schritt; noch nichts</translation>
    </message>
    <message>
        <source>Loss by step: {0} at step {1}, {2} at step {3}</source>
        <translation>Verlust je Schritt: {0} bei Schritt {1}, {2} bei Schritt {3}</translation>
    </message>
</context>
<context>
    <name>Machine</name>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Festplatte</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Models and tokenizers</source>
        <translation>Modelle und Tokenizer</translation>
    </message>
    <message>
        <source>Answering (llama.cpp)</source>
        <translation>Antworten (llama.cpp)</translation>
    </message>
    <message>
        <source>Export to GGUF</source>
        <translation>Export nach GGUF</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>Das Fenster</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>Grafikkarte</translation>
    </message>
    <message>
        <source>GGUF module</source>
        <translation>GGUF-Modul</translation>
    </message>
    <message>
        <source>Starter model</source>
        <translation>Startmodell</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Ohne Netzwerk</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>{} with {} × {} at {:.0%}</source>
        <translation>{} mit {} × {} bei {:.0%}</translation>
    </message>
    <message>
        <source>Pages are larger than this screen and have to be scrolled.</source>
        <translation>Die Seiten sind größer als dieser Bildschirm und müssen gerollt werden.</translation>
    </message>
</context>
<context>
    <name>MachineDialog</name>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>The machine is being looked at</source>
        <translation>Der Rechner wird untersucht</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Looking at this machine</source>
        <translation>Rechner wird untersucht</translation>
    </message>
    <message>
        <source>Looking at this machine…</source>
        <translation>Dieser Rechner wird untersucht&#xa0;…</translation>
    </message>
    <message>
        <source>The machine was not looked at to the end.</source>
        <translation>Der Rechner wurde nicht zu Ende untersucht.</translation>
    </message>
    <message>
        <source>Everything works here.</source>
        <translation>Hier funktioniert alles.</translation>
    </message>
    <message>
        <source>Everything needed works, with a few things to know.</source>
        <translation>Alles Nötige funktioniert; einiges sollten Sie wissen.</translation>
    </message>
    <message>
        <source>Something here keeps Stillroom from working.</source>
        <translation>Etwas hindert Stillroom hier am Arbeiten.</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>to know</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>Problem</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Saving and closing…</source>
        <translation>Wird gesichert und geschlossen&#xa0;…</translation>
    </message>
</context>
<context>
    <name>MemoryBar</name>
    <message>
        <source>It needs about {}. {}</source>
        <translation>Es braucht etwa {}. {}</translation>
    </message>
    <message>
        <source>{}: {} of memory, {} free now (the line in the bar).</source>
        <translation>{}: {} Speicher, davon {} jetzt frei (die Linie im Balken).</translation>
    </message>
    <message>
        <source>This machine: {} of memory, {} free now (the line in the bar).</source>
        <translation>Dieser Rechner: {} Speicher, davon {} jetzt frei (die Linie im Balken).</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Copy details</source>
        <translation>Details kopieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>MethodChoice</name>
    <message>
        <source>The student learns from the teacher&apos;s answers. Always possible.</source>
        <translation>Das Schülermodell lernt aus den Antworten des Lehrermodells. Immer möglich.</translation>
    </message>
    <message>
        <source>The student also learns how likely the teacher held every other word. Often better from the same examples, but the teacher is loaded, too.</source>
        <translation>Das Schülermodell lernt auch, für wie wahrscheinlich das Lehrermodell jedes andere Wort hielt. Aus denselben Beispielen oft besser, aber auch das Lehrermodell wird geladen.</translation>
    </message>
    <message>
        <source>Response level</source>
        <translation>Antwort-Ebene</translation>
    </message>
    <message>
        <source>Logit level</source>
        <translation>Logit-Ebene</translation>
    </message>
</context>
<context>
    <name>ModelShelf</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>Größe auf der Platte</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>License</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Can be trained</source>
        <translation>Trainierbar</translation>
    </message>
    <message>
        <source>Models of the library</source>
        <translation>Modelle der Bibliothek</translation>
    </message>
    <message>
        <source>The library is empty. Fetch the starter model (93 MB, free to use), or import a model that you have as a folder or a file.</source>
        <translation>Die Bibliothek ist leer. Holen Sie das Startmodell (93 MB, frei nutzbar), oder importieren Sie ein Modell, das Sie als Ordner oder Datei haben.</translation>
    </message>
    <message>
        <source>Looking at the models…</source>
        <translation>Modelle werden durchgesehen&#xa0;…</translation>
    </message>
    <message>
        <source>Fetch the starter model</source>
        <translation>Startmodell holen</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>Ordner importieren&#xa0;…</translation>
    </message>
    <message>
        <source>Import a GGUF file…</source>
        <translation>GGUF-Datei importieren&#xa0;…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen&#xa0;…</translation>
    </message>
    <message>
        <source>no: damaged</source>
        <translation>nein: beschädigt</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no: GGUF only</source>
        <translation>nein: nur GGUF</translation>
    </message>
    <message>
        <source>“{}” cannot be used: {}</source>
        <translation>„{}“ kann nicht verwendet werden: {}</translation>
    </message>
    <message>
        <source>“{}” can be a teacher, but no student: its GGUF file could not be turned into a form that can be trained. Import its Hugging Face folder.</source>
        <translation>„{}“ kann Lehrermodell sein, aber kein Schülermodell: Seine GGUF-Datei ließ sich nicht in eine trainierbare Form bringen. Importieren Sie seinen Hugging-Face-Ordner.</translation>
    </message>
    <message>
        <source>Choose a model folder</source>
        <translation>Modellordner wählen</translation>
    </message>
    <message>
        <source>Choose a GGUF file</source>
        <translation>GGUF-Datei wählen</translation>
    </message>
    <message>
        <source>GGUF files (*.gguf);;All files (*)</source>
        <translation>GGUF-Dateien (*.gguf);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Remove “{}” from the library? Its files are deleted from this machine. Runs that began with it can then no longer be exported.</source>
        <translation>„{}“ aus der Bibliothek entfernen? Seine Dateien werden von diesem Rechner gelöscht. Läufe, die damit begonnen haben, können dann nicht mehr exportiert werden.</translation>
    </message>
    <message>
        <source>Remove a model</source>
        <translation>Modell entfernen</translation>
    </message>
</context>
<context>
    <name>NameList</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>A label; several with commas between</source>
        <translation>Eine Kategorie; mehrere mit Kommas dazwischen</translation>
    </message>
    <message>
        <source>New label</source>
        <translation>Neue Kategorie</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>A field&apos;s name; several with commas between</source>
        <translation>Name eines Feldes; mehrere mit Kommas dazwischen</translation>
    </message>
    <message>
        <source>New field</source>
        <translation>Neues Feld</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
</context>
<context>
    <name>PromptsPage</name>
    <message>
        <source>Your teacher is a file of recorded responses. Such a file usually brings its prompts along: then there is nothing to do here, press Next.</source>
        <translation>Ihr Lehrermodell ist eine Datei mit aufgezeichneten Antworten. Eine solche Datei bringt ihre Prompts meist mit: Dann ist hier nichts zu tun, klicken Sie auf „Weiter“.</translation>
    </message>
    <message>
        <source>Prompts of this project</source>
        <translation>Prompts dieses Projekts</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Prompts</translation>
    </message>
    <message>
        <source>The questions or texts that the teacher answers. Take them from your daily work: the student will be good at what is like them.</source>
        <translation>Die Fragen oder Texte, auf die das Lehrermodell antwortet. Nehmen Sie sie aus Ihrem Arbeitsalltag: Das Schülermodell wird in dem gut, was ihnen ähnelt.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>The files cannot be imported like this; see above.</source>
        <translation>So können die Dateien nicht importiert werden; siehe oben.</translation>
    </message>
    <message>
        <source>Importing prompts</source>
        <translation>Prompts werden importiert</translation>
    </message>
    <message>
        <source>Prompts of this project: {}</source>
        <translation>Prompts dieses Projekts: {}</translation>
    </message>
</context>
<context>
    <name>QuantRow</name>
    <message>
        <source>The student as it was trained, nearly exact. The others are made from it.</source>
        <translation>Das Schülermodell, wie es trainiert wurde, nahezu exakt. Daraus entstehen die anderen.</translation>
    </message>
    <message>
        <source>Half as big, and as good as the original. The safe choice.</source>
        <translation>Halb so groß und so gut wie das Original. Die sichere Wahl.</translation>
    </message>
    <message>
        <source>Smaller again, with hardly any loss. For computers with less memory.</source>
        <translation>Noch kleiner, fast ohne Verlust. Für Rechner mit weniger Speicher.</translation>
    </message>
    <message>
        <source>A good middle between size and quality.</source>
        <translation>Ein guter Mittelweg zwischen Größe und Qualität.</translation>
    </message>
    <message>
        <source>Small and fast. For old laptops; look at the loss of quality below.</source>
        <translation>Klein und schnell. Für alte Laptops; beachten Sie den Qualitätsverlust unten.</translation>
    </message>
    <message>
        <source>Its loss of quality has not been measured yet.</source>
        <translation>Der Qualitätsverlust wurde noch nicht gemessen.</translation>
    </message>
    <message>
        <source>No loss of quality could be measured.</source>
        <translation>Es war kein Qualitätsverlust messbar.</translation>
    </message>
    <message>
        <source>Hardly any loss of quality.</source>
        <translation>Kaum Qualitätsverlust.</translation>
    </message>
    <message>
        <source>A small loss of quality.</source>
        <translation>Ein kleiner Qualitätsverlust.</translation>
    </message>
    <message>
        <source>A noticeable loss of quality: measure it before you rely on it.</source>
        <translation>Ein merklicher Qualitätsverlust: Messen Sie nach, bevor Sie sich darauf verlassen.</translation>
    </message>
    <message>
        <source>It chooses the trained model&apos;s next word {0}% of the time (distance {1}).</source>
        <translation>In {0}&#xa0;% der Fälle wählt die Datei dasselbe nächste Wort wie das trainierte Modell (Abstand {1}).</translation>
    </message>
    <message>
        <source>Always written: the other files are made from it.</source>
        <translation>Wird immer geschrieben: Daraus entstehen die anderen Dateien.</translation>
    </message>
    <message>
        <source>Copy fingerprint</source>
        <translation>Fingerabdruck kopieren</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>Kopie speichern&#xa0;…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>about {}</source>
        <translation>etwa {}</translation>
    </message>
    <message>
        <source>The file is no longer there. Export writes it again.</source>
        <translation>Die Datei ist nicht mehr da. „Exportieren“ schreibt sie neu.</translation>
    </message>
    <message>
        <source>Not written yet.</source>
        <translation>Noch nicht geschrieben.</translation>
    </message>
</context>
<context>
    <name>RecordedForm</name>
    <message>
        <source>For example: our large model</source>
        <translation>Zum Beispiel: unser großes Modell</translation>
    </message>
    <message>
        <source>Model that the answers came from</source>
        <translation>Modell, von dem die Antworten stammen</translation>
    </message>
    <message>
        <source>Leave it empty if you do not know, or the file says it</source>
        <translation>Leer lassen, wenn Sie es nicht wissen oder die Datei es sagt</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Model they came from</source>
        <translation>&amp;Modell, von dem sie stammen</translation>
    </message>
    <message>
        <source>Recorded answers (a file)</source>
        <translation>Aufgezeichnete Antworten (eine Datei)</translation>
    </message>
    <message>
        <source>Answers that a large model gave earlier, exported to a file. You choose the file on the page Responses.</source>
        <translation>Antworten, die ein großes Modell früher gegeben hat, als Datei exportiert. Die Datei wählen Sie auf der Seite „Antworten“.</translation>
    </message>
</context>
<context>
    <name>ReportCard</name>
    <message>
        <source>Rows that were left out</source>
        <translation>Weggelassene Zeilen</translation>
    </message>
    <message>
        <source>Close this report</source>
        <translation>Diesen Bericht schließen</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>Rows read: {}</source>
        <translation>Gelesene Zeilen: {}</translation>
    </message>
    <message>
        <source>New prompts: {}</source>
        <translation>Neue Prompts: {}</translation>
    </message>
    <message>
        <source>New responses: {}</source>
        <translation>Neue Antworten: {}</translation>
    </message>
    <message>
        <source>Already there: {}</source>
        <translation>Schon vorhanden: {}</translation>
    </message>
    <message>
        <source>Left out: {}</source>
        <translation>Weggelassen: {}</translation>
    </message>
    <message>
        <source>{} was read as {}. This is a guess: check letters such as ä or é.</source>
        <translation>{} wurde als {} gelesen. Das ist geraten: Prüfen Sie Buchstaben wie ä oder é.</translation>
    </message>
    <message>
        <source>These rows were left out. Mend them in the file and import it again: what is there already is not doubled.</source>
        <translation>Diese Zeilen wurden weggelassen. Bessern Sie sie in der Datei aus und importieren Sie sie noch einmal: Was schon da ist, wird nicht verdoppelt.</translation>
    </message>
    <message>
        <source>The first {} rows that were left out:</source>
        <translation>Die ersten {} weggelassenen Zeilen:</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report a problem</source>
        <translation>Problem melden</translation>
    </message>
    <message>
        <source>Collecting what is needed…</source>
        <translation>Das Nötige wird gesammelt&#xa0;…</translation>
    </message>
    <message>
        <source>The report is being written</source>
        <translation>Der Bericht wird geschrieben</translation>
    </message>
    <message>
        <source>The report</source>
        <translation>Der Bericht</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern&#xa0;…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>This is the whole report. It holds no prompts and no answers, and keys, names, e-mail addresses and folders are taken out. Read it, delete what should not leave your house, then save it and send it yourself: Stillroom sends nothing.</source>
        <translation>Das ist der ganze Bericht. Er enthält keine Prompts und keine Antworten; Schlüssel, Namen, E-Mail-Adressen und Ordner sind entfernt. Lesen Sie ihn, löschen Sie, was Ihr Haus nicht verlassen soll, speichern Sie ihn dann und senden Sie ihn selbst: Stillroom sendet nichts.</translation>
    </message>
    <message>
        <source>Writing a report</source>
        <translation>Bericht wird geschrieben</translation>
    </message>
    <message>
        <source>Saved as {}.</source>
        <translation>Gespeichert als {}.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
</context>
<context>
    <name>ResponsesPage</name>
    <message>
        <source>Responses</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>All prompts</source>
        <translation>Alle Prompts</translation>
    </message>
    <message>
        <source>The first </source>
        <translation>Die ersten </translation>
    </message>
    <message>
        <source>How many prompts to answer</source>
        <translation>Wie viele Prompts beantwortet werden</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Tokens</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Längste Antwort</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Prompts to answer</source>
        <translation>Zu beantworten</translation>
    </message>
    <message>
        <source>You can pause at any time: what is answered is kept, and is not asked again with the same settings.</source>
        <translation>Sie können jederzeit anhalten: Was beantwortet ist, bleibt erhalten und wird mit denselben Einstellungen nicht noch einmal gefragt.</translation>
    </message>
    <message>
        <source>Ask again with these settings</source>
        <translation>Mit diesen Einstellungen neu fragen</translation>
    </message>
    <message>
        <source>What your teacher answered to the prompts. It was recorded earlier: import the file here.</source>
        <translation>Was Ihr Lehrermodell auf die Prompts geantwortet hat. Es wurde früher aufgezeichnet: Importieren Sie die Datei hier.</translation>
    </message>
    <message>
        <source>What your teacher answers to the prompts. It runs on this machine.</source>
        <translation>Was Ihr Lehrermodell auf die Prompts antwortet. Es läuft auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Generate the rest</source>
        <translation>Rest erzeugen</translation>
    </message>
    <message>
        <source>Choose a teacher first.</source>
        <translation>Wählen Sie zuerst ein Lehrermodell.</translation>
    </message>
    <message>
        <source>The files cannot be imported like this; see above.</source>
        <translation>So können die Dateien nicht importiert werden; siehe oben.</translation>
    </message>
    <message>
        <source>Import prompts first.</source>
        <translation>Importieren Sie zuerst Prompts.</translation>
    </message>
    <message>
        <source>Let “{}” answer</source>
        <translation>„{}“ antworten lassen</translation>
    </message>
    <message>
        <source>Responses of “{}”: {}</source>
        <translation>Antworten von „{}“: {}</translation>
    </message>
    <message>
        <source>Prompts: {}   ·   Answered: {}   ·   Failed: {}   ·   Not asked yet: {}</source>
        <translation>Prompts: {}   ·   Beantwortet: {}   ·   Fehlgeschlagen: {}   ·   Noch nicht gefragt: {}</translation>
    </message>
    <message>
        <source>Show the failed: {}</source>
        <translation>Fehlgeschlagene zeigen: {}</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>Es wird gezählt</translation>
    </message>
    <message>
        <source>Importing responses</source>
        <translation>Antworten werden importiert</translation>
    </message>
    <message>
        <source>“{}” answers</source>
        <translation>„{}“ antwortet</translation>
    </message>
</context>
<context>
    <name>RuleChart</name>
    <message>
        <source>The request failed, so there is no answer. Always left out.</source>
        <translation>Die Anfrage ist fehlgeschlagen, es gibt also keine Antwort. Wird immer weggelassen.</translation>
    </message>
    <message>
        <source>There is nothing in the answer. Always left out.</source>
        <translation>In der Antwort steht nichts. Wird immer weggelassen.</translation>
    </message>
    <message>
        <source>The teacher had to stop in the middle of its answer.</source>
        <translation>Das Lehrermodell musste mitten in seiner Antwort aufhören.</translation>
    </message>
    <message>
        <source>The provider&apos;s filter stopped the answer.</source>
        <translation>Der Filter des Anbieters hat die Antwort gestoppt.</translation>
    </message>
    <message>
        <source>Many times as long as the usual answer.</source>
        <translation>Um ein Vielfaches länger als die übliche Antwort.</translation>
    </message>
    <message>
        <source>The teacher declined: “I&apos;m sorry, but I can&apos;t …”.</source>
        <translation>Das Lehrermodell hat abgelehnt: „Es tut mir leid, aber ich kann nicht&#xa0;…“.</translation>
    </message>
    <message>
        <source>The same answer to the same prompt is there already.</source>
        <translation>Dieselbe Antwort auf denselben Prompt ist schon da.</translation>
    </message>
    <message>
        <source>The answer lacks fields that the task asks for.</source>
        <translation>Der Antwort fehlen Felder, die die Aufgabe verlangt.</translation>
    </message>
    <message>
        <source>Leave out: {}</source>
        <translation>Weglassen: {}</translation>
    </message>
    <message>
        <source>{}: {} of {}</source>
        <translation>{}: {} von {}</translation>
    </message>
    <message>
        <source>List these responses: {}</source>
        <translation>Diese Antworten auflisten: {}</translation>
    </message>
    <message>
        <source>List these responses below</source>
        <translation>Diese Antworten unten auflisten</translation>
    </message>
</context>
<context>
    <name>RunList</name>
    <message>
        <source>Student</source>
        <translation>Schülermodell</translation>
    </message>
    <message>
        <source>Learned from</source>
        <translation>Gelernt aus</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Final loss</source>
        <translation>Endverlust</translation>
    </message>
    <message>
        <source>Runs of this project</source>
        <translation>Läufe dieses Projekts</translation>
    </message>
</context>
<context>
    <name>RunSummary</name>
    <message>
        <source>Student</source>
        <translation>Schülermodell</translation>
    </message>
    <message>
        <source>It learns from</source>
        <translation>Es lernt aus</translation>
    </message>
    <message>
        <source>What changes in it</source>
        <translation>Was sich darin ändert</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Passes over the examples</source>
        <translation>Durchgänge durch die Beispiele</translation>
    </message>
    <message>
        <source>A small addition to it (LoRA)</source>
        <translation>Ein kleiner Zusatz (LoRA)</translation>
    </message>
    <message>
        <source>All of its weights</source>
        <translation>Alle seine Gewichte</translation>
    </message>
    <message>
        <source>{0} to train on, {1} to watch it with</source>
        <translation>{0} zum Trainieren, {1} zum Beobachten</translation>
    </message>
    <message>
        <source>{0} with {1} examples each</source>
        <translation>{0} mit je {1} Beispielen</translation>
    </message>
    <message>
        <source>The goal: word by word, the student learns to expect what the teacher wrote.</source>
        <translation>Das Ziel: Wort für Wort lernt das Schülermodell zu erwarten, was das Lehrermodell geschrieben hat.</translation>
    </message>
    <message>
        <source>The goal: word by word, the student learns to expect what the teacher wrote ({0}% of the weight), and to find every other word as likely as the teacher does ({1}%).</source>
        <translation>Das Ziel: Wort für Wort lernt das Schülermodell zu erwarten, was das Lehrermodell geschrieben hat ({0}&#xa0;% des Gewichts), und jedes andere Wort für so wahrscheinlich zu halten wie das Lehrermodell ({1}&#xa0;%).</translation>
    </message>
</context>
<context>
    <name>SampleAnswers</name>
    <message>
        <source>Answers after step</source>
        <translation>Antworten nach Schritt</translation>
    </message>
    <message>
        <source>Sample answers appear here at each look at the validation texts. The student does not train on these texts.</source>
        <translation>Hier erscheinen Probeantworten bei jedem Blick auf die Validierungstexte. An diesen Texten lernt das Schülermodell nicht.</translation>
    </message>
    <message>
        <source>Sample answers</source>
        <translation>Probeantworten</translation>
    </message>
    <message>
        <source>After step {}</source>
        <translation>Nach Schritt {}</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>Lehrermodell</translation>
    </message>
    <message>
        <source>Student so far</source>
        <translation>Schülermodell bisher</translation>
    </message>
</context>
<context>
    <name>SaveCase</name>
    <message>
        <source>Save as a test case</source>
        <translation>Als Testfall speichern</translation>
    </message>
    <message>
        <source>&amp;Question</source>
        <translation>&amp;Frage</translation>
    </message>
    <message>
        <source>The &amp;right answer</source>
        <translation>Die &amp;richtige Antwort</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>The right answer</source>
        <translation>Die richtige Antwort</translation>
    </message>
    <message>
        <source>The question joins the project’s prompts, for the test part. Once the teacher has answered it too, the next frozen dataset measures with it. Correct the answer where the student was wrong.</source>
        <translation>Die Frage kommt zu den Prompts des Projekts, in den Testteil. Sobald auch das Lehrermodell sie beantwortet hat, misst der nächste eingefrorene Datensatz mit ihr. Berichtigen Sie die Antwort, wo das Schülermodell falschlag.</translation>
    </message>
    <message>
        <source>What was said before it in this conversation is saved with it.</source>
        <translation>Was in diesem Gespräch davor gesagt wurde, wird mitgespeichert.</translation>
    </message>
</context>
<context>
    <name>SettingsFold</name>
    <message>
        <source>Advanced ▸</source>
        <translation>Erweitert ▸</translation>
    </message>
    <message>
        <source>Advanced settings</source>
        <translation>Erweiterte Einstellungen</translation>
    </message>
    <message>
        <source>A small addition (LoRA)</source>
        <translation>Ein kleiner Zusatz (LoRA)</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Das ganze Modell</translation>
    </message>
    <message>
        <source>Advanced ▾</source>
        <translation>Erweitert ▾</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Back to all projects</source>
        <translation>Zurück zu allen Projekten</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>&amp;Projekt</translation>
    </message>
    <message>
        <source>&amp;All projects</source>
        <translation>&amp;Alle Projekte</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Next step</source>
        <translation>&amp;Nächster Schritt</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>This &amp;machine…</source>
        <translation>Dieser &amp;Rechner&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Report a problem…</source>
        <translation>&amp;Problem melden&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;About Stillroom</source>
        <translation>&amp;Über Stillroom</translation>
    </message>
    <message>
        <source>Project {}; back to all projects</source>
        <translation>Projekt {}; zurück zu allen Projekten</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Done.</source>
        <translation>Fertig.</translation>
    </message>
    <message>
        <source>It has stopped.</source>
        <translation>Es wurde angehalten.</translation>
    </message>
    <message>
        <source>A job is running</source>
        <translation>Ein Vorgang läuft</translation>
    </message>
    <message>
        <source>“{}” is running. Stop it and close Stillroom?</source>
        <translation>„{}“ läuft. Anhalten und Stillroom schließen?</translation>
    </message>
    <message>
        <source>What is done so far is saved, and you can go on with it next time.</source>
        <translation>Was bisher getan ist, wird gesichert, und Sie können beim nächsten Mal damit weitermachen.</translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Answers side by side</source>
        <translation>Antworten nebeneinander</translation>
    </message>
    <message>
        <source>≠ and strong letters: another value than the right one. Underlined: only in this answer. Struck out: missing in it.</source>
        <translation>≠ und fette Schrift: ein anderer Wert als der richtige. Unterstrichen: nur in dieser Antwort. Durchgestrichen: fehlt in ihr.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Known good answer</source>
        <translation>Bekannte gute Antwort</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>Lehrermodell</translation>
    </message>
    <message>
        <source>Before training</source>
        <translation>Vor dem Training</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>Schülermodell</translation>
    </message>
    <message>
        <source>Teacher said</source>
        <translation>Lehrermodell sagte</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>{} – without the fields that were asked for</source>
        <translation>{} – ohne die verlangten Felder</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlt</translation>
    </message>
</context>
<context>
    <name>StepList</name>
    <message>
        <source>Steps of the project</source>
        <translation>Schritte des Projekts</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
</context>
<context>
    <name>StudentPage</name>
    <message>
        <source>Model that the student starts from</source>
        <translation>Modell, von dem das Schülermodell ausgeht</translation>
    </message>
    <message>
        <source>How it learns</source>
        <translation>Wie es lernt</translation>
    </message>
    <message>
        <source>How thoroughly</source>
        <translation>Wie gründlich</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>Schülermodell</translation>
    </message>
    <message>
        <source>Choose the small model that shall learn, and how. The defaults are good; you can go on as soon as a model is chosen.</source>
        <translation>Wählen Sie das kleine Modell, das lernen soll, und wie. Die Vorgaben sind gut; Sie können weitergehen, sobald ein Modell gewählt ist.</translation>
    </message>
    <message>
        <source>Fetch the starter model, or import one.</source>
        <translation>Holen Sie das Startmodell, oder importieren Sie eines.</translation>
    </message>
    <message>
        <source>Choose a model from the list.</source>
        <translation>Wählen Sie ein Modell aus der Liste.</translation>
    </message>
    <message>
        <source>The model “{}” is no longer there. Choose another, or import it again.</source>
        <translation>Das Modell „{}“ ist nicht mehr da. Wählen Sie ein anderes, oder importieren Sie es neu.</translation>
    </message>
    <message>
        <source>The model “{}” is damaged. Choose another.</source>
        <translation>Das Modell „{}“ ist beschädigt. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>This model has {} layers; it cannot keep {}.</source>
        <translation>Dieses Modell hat {} Schichten; {} kann es nicht behalten.</translation>
    </message>
    <message>
        <source>The logit level is not possible here. Choose the response level.</source>
        <translation>Die Logit-Ebene ist hier nicht möglich. Wählen Sie die Antwort-Ebene.</translation>
    </message>
    <message>
        <source>The model “{}” is no longer there.</source>
        <translation>Das Modell „{}“ ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Choose another, or import it again.</source>
        <translation>Wählen Sie ein anderes, oder importieren Sie es neu.</translation>
    </message>
    <message>
        <source>Looking at this machine</source>
        <translation>Rechner wird untersucht</translation>
    </message>
    <message>
        <source>The student starts from “{}” ({} parameters).</source>
        <translation>Das Schülermodell geht von „{}“ aus ({} Parameter).</translation>
    </message>
    <message>
        <source>The chosen model “{}” cannot be used any more.</source>
        <translation>Das gewählte Modell „{}“ kann nicht mehr verwendet werden.</translation>
    </message>
    <message>
        <source>Choose a model to see whether it fits.</source>
        <translation>Wählen Sie ein Modell, um zu sehen, ob es passt.</translation>
    </message>
    <message>
        <source>Looking at this machine…</source>
        <translation>Dieser Rechner wird untersucht&#xa0;…</translation>
    </message>
    <message>
        <source>These settings</source>
        <translation>Diese Einstellungen</translation>
    </message>
    <message>
        <source>Looking at the models</source>
        <translation>Modelle werden durchgesehen</translation>
    </message>
    <message>
        <source>Fetching the starter model</source>
        <translation>Startmodell wird geholt</translation>
    </message>
    <message>
        <source>Importing “{}”</source>
        <translation>„{}“ wird importiert</translation>
    </message>
    <message>
        <source>Removing “{}”</source>
        <translation>„{}“ wird entfernt</translation>
    </message>
</context>
<context>
    <name>TaskPage</name>
    <message>
        <source>What an answer looks like</source>
        <translation>Wie eine Antwort aussieht</translation>
    </message>
    <message>
        <source>Check an answer</source>
        <translation>Eine Antwort prüfen</translation>
    </message>
    <message>
        <source>What shall the student do?</source>
        <translation>Was soll das Schülermodell tun?</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>No instruction: the prompts go to the model as they are.</source>
        <translation>Keine Anweisung: Die Prompts gehen an das Modell, wie sie sind.</translation>
    </message>
    <message>
        <source>Restore the template&apos;s text</source>
        <translation>Text der Vorlage zurückholen</translation>
    </message>
    <message>
        <source>This is put before every prompt that brings no instruction of its own, when the prompts are imported.</source>
        <translation>Sie wird beim Importieren vor jeden Prompt gestellt, der keine eigene Anweisung mitbringt.</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Say what the student shall be good at. You can change all of this later; prompts that are imported already keep their instruction.</source>
        <translation>Sagen Sie, was das Schülermodell gut können soll. Sie können all das später ändern; schon importierte Prompts behalten ihre Anweisung.</translation>
    </message>
    <message>
        <source>Choose what the student shall do.</source>
        <translation>Wählen Sie, was das Schülermodell tun soll.</translation>
    </message>
    <message>
        <source>Name at least one field.</source>
        <translation>Nennen Sie mindestens ein Feld.</translation>
    </message>
    <message>
        <source>Name at least two labels.</source>
        <translation>Nennen Sie mindestens zwei Kategorien.</translation>
    </message>
    <message>
        <source>The instruction is too long.</source>
        <translation>Die Anweisung ist zu lang.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>The only answers that the student may give.</source>
        <translation>Die einzigen Antworten, die das Schülermodell geben darf.</translation>
    </message>
    <message>
        <source>Each becomes one line of the answer: its name, a colon, its value.</source>
        <translation>Jedes wird eine Zeile der Antwort: sein Name, ein Doppelpunkt, sein Wert.</translation>
    </message>
    <message>
        <source>Add a name above to see it here.</source>
        <translation>Fügen Sie oben einen Namen hinzu, um ihn hier zu sehen.</translation>
    </message>
    <message>
        <source>Answers of the teacher that do not fit are left out when you curate. Paste one to try it.</source>
        <translation>Antworten des Lehrermodells, die nicht passen, werden beim Prüfen weggelassen. Fügen Sie eine ein, um es auszuprobieren.</translation>
    </message>
    <message>
        <source>Any text is an answer here.</source>
        <translation>Hier ist jeder Text eine Antwort.</translation>
    </message>
    <message>
        <source>This instruction has {:,} characters, and every prompt carries it. Keep it below {:,}; until then the earlier one stays.</source>
        <translation>Diese Anweisung hat {:,} Zeichen, und jeder Prompt trägt sie. Bleiben Sie unter {:,}; bis dahin gilt die frühere.</translation>
    </message>
    <message>
        <source>These are your own words; another template keeps them.</source>
        <translation>Das sind Ihre eigenen Worte; eine andere Vorlage behält sie.</translation>
    </message>
</context>
<context>
    <name>TeacherForm</name>
    <message>
        <source>Name of the teacher</source>
        <translation>Name des Lehrermodells</translation>
    </message>
    <message>
        <source>Give the teacher a name.</source>
        <translation>Geben Sie dem Lehrermodell einen Namen.</translation>
    </message>
</context>
<context>
    <name>TeacherPage</name>
    <message>
        <source>There is no teacher yet. Add one below: then it is shown here.</source>
        <translation>Es gibt noch kein Lehrermodell. Fügen Sie unten eines hinzu: Dann erscheint es hier.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>What it gives</source>
        <translation>Was es liefert</translation>
    </message>
    <message>
        <source>Answers so far</source>
        <translation>Antworten bisher</translation>
    </message>
    <message>
        <source>Teachers of this project</source>
        <translation>Lehrermodelle dieses Projekts</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>Verbindung testen</translation>
    </message>
    <message>
        <source>Kind of teacher</source>
        <translation>Art des Lehrermodells</translation>
    </message>
    <message>
        <source>Add teacher</source>
        <translation>Lehrermodell hinzufügen</translation>
    </message>
    <message>
        <source>Add a teacher</source>
        <translation>Ein Lehrermodell hinzufügen</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>Lehrermodell</translation>
    </message>
    <message>
        <source>Choose the large model that the student learns from: a file of its answers, or a model on this machine.</source>
        <translation>Wählen Sie das große Modell, von dem das Schülermodell lernt: eine Datei mit seinen Antworten oder ein Modell auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Choose a teacher from the list.</source>
        <translation>Wählen Sie ein Lehrermodell aus der Liste.</translation>
    </message>
    <message>
        <source>Add a teacher first.</source>
        <translation>Fügen Sie zuerst ein Lehrermodell hinzu.</translation>
    </message>
    <message>
        <source>Looking at the models</source>
        <translation>Modelle werden durchgesehen</translation>
    </message>
    <message>
        <source>{} (from {})</source>
        <translation>{} (aus {})</translation>
    </message>
    <message>
        <source>Text, word probabilities, inner states</source>
        <translation>Text, Wortwahrscheinlichkeiten, innere Zustände</translation>
    </message>
    <message>
        <source>Text, word probabilities</source>
        <translation>Text, Wortwahrscheinlichkeiten</translation>
    </message>
    <message>
        <source>Text, the likeliest words</source>
        <translation>Text, die wahrscheinlichsten Wörter</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>What “{}” can teach</source>
        <translation>Was „{}“ lehren kann</translation>
    </message>
    <message>
        <source>By its answers (response level)</source>
        <translation>Durch seine Antworten (Antwort-Ebene)</translation>
    </message>
    <message>
        <source>By its word probabilities (logit level)</source>
        <translation>Durch seine Wortwahrscheinlichkeiten (Logit-Ebene)</translation>
    </message>
    <message>
        <source>✗ {}: {}</source>
        <translation>✗ {}: {}</translation>
    </message>
    <message>
        <source>✓ {}, if the student cuts text into the same tokens.</source>
        <translation>✓ {}, wenn das Schülermodell Text in dieselben Tokens zerlegt.</translation>
    </message>
    <message>
        <source>✓ {}: always possible.</source>
        <translation>✓ {}: immer möglich.</translation>
    </message>
    <message>
        <source>Recorded answers need no connection; nothing is asked anew.</source>
        <translation>Aufgezeichnete Antworten brauchen keine Verbindung; nichts wird neu gefragt.</translation>
    </message>
    <message>
        <source>The test loads the model and asks it one short question.</source>
        <translation>Der Test lädt das Modell und stellt ihm eine kurze Frage.</translation>
    </message>
    <message>
        <source>Loading “{}” and asking it…</source>
        <translation>„{}“ wird geladen und gefragt&#xa0;…</translation>
    </message>
    <message>
        <source>Testing “{}”</source>
        <translation>„{}“ wird getestet</translation>
    </message>
    <message>
        <source>“{}” was asked, but its answer is empty.</source>
        <translation>„{}“ wurde gefragt, aber seine Antwort ist leer.</translation>
    </message>
    <message>
        <source>“{}” answered in {:.1f} seconds: “{}”</source>
        <translation>„{}“ hat in {:.1f} Sekunden geantwortet: „{}“</translation>
    </message>
    <message>
        <source>The test failed; the message above says why.</source>
        <translation>Der Test ist fehlgeschlagen; die Meldung oben sagt, warum.</translation>
    </message>
    <message>
        <source>The test was cancelled.</source>
        <translation>Der Test wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Counting answers</source>
        <translation>Antworten werden gezählt</translation>
    </message>
    <message>
        <source>There is already a teacher named “{}”.</source>
        <translation>Es gibt schon ein Lehrermodell namens „{}“.</translation>
    </message>
    <message>
        <source>Adding “{}”</source>
        <translation>„{}“ wird hinzugefügt</translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>Extract fields</source>
        <translation>Felder entnehmen</translation>
    </message>
    <message>
        <source>Read a text and write down certain facts, each under its name.</source>
        <translation>Einen Text lesen und bestimmte Angaben aufschreiben, jede unter ihrem Namen.</translation>
    </message>
    <message>
        <source>Read the text and answer with exactly these lines, each as “name: value”: {}. Write none where the text does not say.</source>
        <translation>Lies den Text und antworte mit genau diesen Zeilen, jede als „Name: Wert“: {}. Schreibe „keine Angabe“, wo der Text nichts dazu sagt.</translation>
    </message>
    <message>
        <source>what the text says</source>
        <translation>was im Text steht</translation>
    </message>
    <message>
        <source>Classify</source>
        <translation>Einordnen</translation>
    </message>
    <message>
        <source>Read a text and put one of your labels on it.</source>
        <translation>Einen Text lesen und ihm eine Ihrer Kategorien geben.</translation>
    </message>
    <message>
        <source>Read the text and answer with exactly one of these labels and nothing else: {}.</source>
        <translation>Lies den Text und antworte mit genau einer dieser Kategorien und nichts anderem: {}.</translation>
    </message>
    <message>
        <source>Answer from a text</source>
        <translation>Aus einem Text antworten</translation>
    </message>
    <message>
        <source>Answer a question with what a given text says.</source>
        <translation>Eine Frage mit dem beantworten, was in einem gegebenen Text steht.</translation>
    </message>
    <message>
        <source>Answer the question from the given text only. If the text does not say it, answer: The text does not say.</source>
        <translation>Beantworte die Frage nur aus dem gegebenen Text. Wenn es nicht im Text steht, antworte: Das steht nicht im Text.</translation>
    </message>
    <message>
        <source>The contract can be ended on 30 days&apos; written notice.</source>
        <translation>Der Vertrag kann schriftlich mit einer Frist von 30 Tagen gekündigt werden.</translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation>Zusammenfassen</translation>
    </message>
    <message>
        <source>Say in a few sentences what a long text says.</source>
        <translation>In wenigen Sätzen sagen, was in einem langen Text steht.</translation>
    </message>
    <message>
        <source>Summarize the text in at most five clear sentences. Keep names, dates and figures as they are, and add nothing.</source>
        <translation>Fasse den Text in höchstens fünf klaren Sätzen zusammen. Lass Namen, Daten und Zahlen, wie sie sind, und füge nichts hinzu.</translation>
    </message>
    <message>
        <source>The supplier delivers monthly until December. Invoices are due within 30 days. Either side may end the contract on 90 days&apos; notice.</source>
        <translation>Der Lieferant liefert monatlich bis Dezember. Rechnungen sind innerhalb von 30 Tagen fällig. Jede Seite kann den Vertrag mit einer Frist von 90 Tagen kündigen.</translation>
    </message>
    <message>
        <source>Rewrite</source>
        <translation>Umschreiben</translation>
    </message>
    <message>
        <source>Put a text into other words: plainer, shorter, politer.</source>
        <translation>Einen Text in andere Worte fassen: einfacher, kürzer, höflicher.</translation>
    </message>
    <message>
        <source>Rewrite the text in plain, clear words. Keep its meaning and every fact, and add nothing.</source>
        <translation>Schreibe den Text in einfachen, klaren Worten um. Behalte seinen Sinn und jede Tatsache bei, und füge nichts hinzu.</translation>
    </message>
    <message>
        <source>You may end the contract at any time. Tell us by letter.</source>
        <translation>Sie können den Vertrag jederzeit beenden. Teilen Sie es uns per Brief mit.</translation>
    </message>
    <message>
        <source>Free chat</source>
        <translation>Freies Gespräch</translation>
    </message>
    <message>
        <source>Answer any question of your field of work.</source>
        <translation>Beliebige Fragen aus Ihrem Arbeitsgebiet beantworten.</translation>
    </message>
    <message>
        <source>You are a careful assistant. Answer clearly and briefly, and say so when you do not know.</source>
        <translation>Du bist ein sorgfältiger Assistent. Antworte klar und kurz, und sag es, wenn du etwas nicht weißt.</translation>
    </message>
    <message>
        <source>Yes. The form must reach us by Friday; an e-mail is enough.</source>
        <translation>Ja. Das Formular muss bis Freitag bei uns sein; eine E-Mail genügt.</translation>
    </message>
</context>
<context>
    <name>TurnRow</name>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>Ihre Frage</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit question {} and ask it again</source>
        <translation>Frage {} bearbeiten und neu stellen</translation>
    </message>
    <message>
        <source>Answer of {}</source>
        <translation>Antwort von: {}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy answer {} of {}</source>
        <translation>Antwort {} kopieren, von: {}</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Neu fragen</translation>
    </message>
    <message>
        <source>Ask question {} again</source>
        <translation>Frage {} neu stellen</translation>
    </message>
    <message>
        <source>Save as test case…</source>
        <translation>Als Testfall speichern&#xa0;…</translation>
    </message>
    <message>
        <source>Save question {} as a test case</source>
        <translation>Frage {} als Testfall speichern</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>Lehrermodell</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Prompts</translation>
    </message>
    <message>
        <source>Responses</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Curate</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Student</source>
        <translation>Schülermodell</translation>
    </message>
    <message>
        <source>Distill</source>
        <translation>Destillieren</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>Bewerten</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Choose a teacher first.</source>
        <translation>Wählen Sie zuerst ein Lehrermodell.</translation>
    </message>
    <message>
        <source>Import prompts first.</source>
        <translation>Importieren Sie zuerst Prompts.</translation>
    </message>
    <message>
        <source>There are no responses of the teacher yet.</source>
        <translation>Es gibt noch keine Antworten des Lehrermodells.</translation>
    </message>
    <message>
        <source>Check the responses and freeze a dataset first.</source>
        <translation>Prüfen Sie zuerst die Antworten und frieren Sie einen Datensatz ein.</translation>
    </message>
    <message>
        <source>Choose a student first.</source>
        <translation>Wählen Sie zuerst ein Schülermodell.</translation>
    </message>
    <message>
        <source>Distill a student first.</source>
        <translation>Trainieren Sie zuerst ein Schülermodell.</translation>
    </message>
    <message>
        <source>The dataset has no test part to measure on. Freeze it again with one.</source>
        <translation>Der Datensatz hat keinen Testteil zum Messen. Frieren Sie ihn mit einem neu ein.</translation>
    </message>
    <message>
        <source>Export the student first.</source>
        <translation>Exportieren Sie zuerst das Schülermodell.</translation>
    </message>
    <message>
        <source>A file of recorded responses holds text only. This method needs a teacher model on this machine.</source>
        <translation>Eine Datei mit aufgezeichneten Antworten enthält nur Text. Diese Methode braucht ein Lehrermodell auf diesem Rechner.</translation>
    </message>
    <message>
        <source>This method needs the teacher as a Hugging Face folder; this one is a GGUF file.</source>
        <translation>Diese Methode braucht das Lehrermodell als Hugging-Face-Ordner; dieses ist eine GGUF-Datei.</translation>
    </message>
    <message>
        <source>The teacher and the student cut text into different tokens, so the probabilities of one say nothing about the other.</source>
        <translation>Lehrermodell und Schülermodell zerlegen Text in verschiedene Tokens, daher sagen die Wahrscheinlichkeiten des einen nichts über das andere.</translation>
    </message>
    <message>
        <source>Recorded responses (a file)</source>
        <translation>Aufgezeichnete Antworten (eine Datei)</translation>
    </message>
    <message>
        <source>Local model (Hugging Face folder)</source>
        <translation>Lokales Modell (Hugging-Face-Ordner)</translation>
    </message>
    <message>
        <source>Local model (GGUF file)</source>
        <translation>Lokales Modell (GGUF-Datei)</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>the teacher&apos;s texts</source>
        <translation>den Texten des Lehrermodells</translation>
    </message>
    <message>
        <source>the teacher&apos;s texts and word probabilities</source>
        <translation>den Texten und Wortwahrscheinlichkeiten des Lehrermodells</translation>
    </message>
    <message>
        <source>Failed requests</source>
        <translation>Fehlgeschlagene Anfragen</translation>
    </message>
    <message>
        <source>Empty answers</source>
        <translation>Leere Antworten</translation>
    </message>
    <message>
        <source>Cut off at the length limit</source>
        <translation>An der Längengrenze abgeschnitten</translation>
    </message>
    <message>
        <source>Stopped by a content filter</source>
        <translation>Vom Inhaltsfilter gestoppt</translation>
    </message>
    <message>
        <source>Unusually long</source>
        <translation>Ungewöhnlich lang</translation>
    </message>
    <message>
        <source>Refusals</source>
        <translation>Ablehnungen</translation>
    </message>
    <message>
        <source>Exact duplicates</source>
        <translation>Genaue Dubletten</translation>
    </message>
    <message>
        <source>Replaced by newer answers</source>
        <translation>Durch neuere Antworten ersetzt</translation>
    </message>
    <message>
        <source>Fields missing</source>
        <translation>Fehlende Felder</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>about a minute</source>
        <translation>etwa eine Minute</translation>
    </message>
    <message>
        <source>about {} minutes</source>
        <translation>etwa {} Minuten</translation>
    </message>
    <message>
        <source>about {} hours</source>
        <translation>etwa {} Stunden</translation>
    </message>
    <message>
        <source>{} seconds</source>
        <translation>{} Sekunden</translation>
    </message>
    <message>
        <source>{} minutes</source>
        <translation>{} Minuten</translation>
    </message>
    <message>
        <source>{} hours</source>
        <translation>{} Stunden</translation>
    </message>
</context>
</TS>
