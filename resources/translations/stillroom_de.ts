<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AnswerBrowser</name>
    <message>
        <source>Only where student and teacher differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous text (Ctrl+Left)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next text (Ctrl+Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only where student and teacher differ ({0} of {1})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The student answers every text as the teacher does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswerCheck</name>
    <message>
        <source>An answer to check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste an answer here to see whether it fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This text has {:,} characters: far too long for one answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This answer has none of the fields as “name: value”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These fields are missing: {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This answer is none of the labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All fields are there, but there is other text beside them. The student would learn to write that, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This answer fits: all fields are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This answer fits: it is one of the labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This answer fits: any text does.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChatBox</name>
    <message>
        <source>Your question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a question, then press Enter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChatChoices</name>
    <message>
        <source>The student’s file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The untouched base</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is there once the student has been measured on the Evaluate page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher: {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a teacher that is a GGUF file on this machine can be asked here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} – not here yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChatInput</name>
    <message>
        <source>The model is being loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as text…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading {}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{:.0f} tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the conversation has {:,.0f} of at most {:,.0f} tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter makes a new line</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>The stored conversation could not be read; this is a new one. The file was put aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instruction and settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Talk to your student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask it what it was trained for. It answers on this machine, without a network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Untouched base</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was cut off here: this is the longest answer that is set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It said nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This text is far too long for one question. Ask about a part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The conversation was cut here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new conversation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as a test case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project has this prompt already; the right answer is kept with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has stopped: {} The conversation is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was asked yet. Type a question below and press Enter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no exported file. Go back to Export and write one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChatService</name>
    <message>
        <source>Chat with {}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChatSettings</name>
    <message>
        <source>Instruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No instruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Instruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the one it was trained with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest answer in tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Longest answer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChatView</name>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Context</name>
    <message>
        <source>Opening the workspace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the project</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Stillroom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach a small model what a large one knows. Everything stays on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language changes at the next start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Colors</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Distill</name>
    <message>
        <source>Fast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pass over the examples, with a small addition to the model. Good for a first try.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three passes, with a medium addition to the model. Right for most tasks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Four or five passes; all of the model learns where the memory of this machine allows, else a large addition to it. Takes the longest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the sample project was tried with: a few minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>My own settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is set under Advanced below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What of the model learns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long it learns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fast it learns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much at a time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning from word probabilities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watching and saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part that learns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA learns a small addition to the model; “all of it” changes the model itself and needs several times the memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA rank</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The size of the addition: more can learn more, and needs more memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA alpha</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly the addition counts; usually twice the rank.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers to keep (0: all)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes the student smaller and faster by leaving layers out. It then needs more examples to be good again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the word tables as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tables that turn words into numbers are big and seldom need to change. Counts only where all of the model learns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes over the examples (epochs)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the student sees each example. Too many, and it learns by heart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most steps (0: as many as the passes have)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the training early, after so many batches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate (0: the usual one)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far each step moves. Too high and the training falls apart, too low and little is learned. Usual are 0.0002 for LoRA and 0.00002 for all of the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm-up (part of the steps)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first steps are smaller, so that nothing breaks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pulls the numbers gently to zero, against learning by heart. 0 is off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest step (gradient norm)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A single odd example cannot move the model more than this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples a step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many examples are looked at before the student moves once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens computed at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller needs less memory and is slower; what is learned stays the same. A token is about three quarters of a word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest example (tokens)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longer examples are left out whole. Smaller needs less memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softness of the probabilities (temperature)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above 1 the student pays more heed to the teacher&apos;s second and third choices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight of the teacher&apos;s text (alpha)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1: only its text counts, as at the response level; 0: only probabilities.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number for chance (seed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decides the order of the examples. The same number repeats a run exactly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks at the validation part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the training is measured on texts that it does not train on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds between two saves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most so much work is lost when the power fails.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample answers at each look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompts of the validation part that the student answers while it learns, so that you can watch. Each costs some time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What learning notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts of a batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It fits comfortably.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is tight: it may be slow, or end early.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not fit into the memory of this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower “Tokens computed at once” under Advanced; the result stays the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower “Longest example” under Advanced; longer examples are then left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose Fast or Balanced, which learn a small addition only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the response level: the teacher need not be in memory then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a smaller student.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{:.1f} billion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{:.0f} million</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DistillPage</name>
    <message>
        <source>Runs of this project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It learns from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What changes in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passes over the examples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then measure it and write the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Final loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out as too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distill the student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now the student learns from the teacher&apos;s answers. You may pause at any time, close the program or lose power: the training goes on where it stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training the student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The student learns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The student has learned. Its files are being written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being proven that the files are the trained student.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The student is being measured on texts it has never seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training is being prepared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What will be trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small addition to it (LoRA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of its weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} to train on, {1} to watch it with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} with {1} examples each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The goal: word by word, the student learns to expect what the teacher wrote.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The goal: word by word, the student learns to expect what the teacher wrote ({0}% of the weight), and to find every other word as likely as the teacher does ({1}%).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training was interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training has failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The student has learned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The student of this run is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was begun on {}. Resume goes on from the last saved step; nothing that was learned up to there is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has finished, but its folder was removed or damaged. Put the folder back, or train again: the same settings give the same student.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What went wrong is not known any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has been measured on texts that it has never seen: see Evaluate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next, it is measured on texts that it has never seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since this run you have changed: {}. Start anew trains another student with what is chosen now; this run is kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Something went wrong in Stillroom itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was lost. Help → Report a problem collects what is needed to mend it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EvaluatePage</name>
    <message>
        <source>Not measured yet. The student, the teacher and the untouched base answer the test texts, which the student has never seen; then their answers are compared. This takes some minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exactly right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores of teacher, untouched base and student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same by kind of text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By kind of text (tags of the prompts)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure the student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How good is the student on texts that it has never seen? It answers the test part of the dataset, and so do the teacher and the same model before the training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring the student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retention: {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score: {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Student ({})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answers are being read…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answers cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Evaluation</name>
    <message>
        <source>Fields right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words in common</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exactly right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your student is as good as its teacher on texts it has never seen ({}% of its quality).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your student keeps {}% of the teacher&apos;s quality on texts it has never seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your student keeps {}% of the teacher&apos;s quality on texts it has never seen. Look at the answers below: more examples, more passes or a larger student can close the gap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your student keeps only {}% of the teacher&apos;s quality on texts it has never seen. Do not rely on it: train longer, with more examples, or with a larger student.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The teacher itself scores nothing on the test texts, so there is nothing to compare with. Look at the answers below: do the known good answers have the form that the teacher writes?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>between {0} and {1}, on {2} texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only {} texts were asked: this is a hint, not a proof. From 50 on the figure means something; freeze a dataset with a larger test part.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The figure is rough: with other texts of the same kind it may lie anywhere between {0} and {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not clearly better than the same model before the training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before the training the same model had {}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExampleDetail</name>
    <message>
        <source>The chosen row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the chosen row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen row in full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a row above to read all of it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… and {} more characters; Copy takes all of them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExampleTable</name>
    <message>
        <source>Instruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which rows are listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through the rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop looking through the rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No row matches. Clear the search or choose “All”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} so far…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Explain</name>
    <message>
        <source>What is this: {}?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Glossary</name>
    <message>
        <source>Teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The large language model whose answers are the example to learn from. It can be a model on this machine, or a file of answers that were recorded earlier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The small model that learns from the teacher. It is what you take along: it runs on an ordinary computer without a network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One question or text that the teacher answers. A few hundred to a few thousand prompts like those of your daily work are a good start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frozen dataset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A fixed copy of the kept examples, in three parts: one to train on, one to watch the training with, and one that is kept aside for the final test. It never changes, so that results can be compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examples that the student never sees while it learns. Only they can say how it will do on new texts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A way to train that leaves the model as it is and learns a small addition to it. It needs far less memory than changing all of the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distillation method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the student learns from. Response level: the teacher&apos;s text. Logit level: also how likely the teacher held every other word at each place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How freely a model chooses its words. At 0 the same question always gets the same answer; higher values vary more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How surprised the student is by the teacher&apos;s words: lower is better. The validation line shows texts that it does not train on; when that line turns up again while the other falls, the student only learns by heart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the teacher&apos;s quality the student keeps: its score on the test part divided by the teacher&apos;s. The interval says how far chance alone may move it (95 times of 100 it lies within).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GGUF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One file that holds the whole student. Many programs open it, among them llama.cpp, which Stillroom brings along.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quantization</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storing the model&apos;s numbers with fewer digits: the file gets smaller and faster, at a small loss of quality that Stillroom measures. F16 is nearly exact, Q8_0 half as big, Q4_K_M a quarter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parity check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proof that the exported file is the model that was trained: both read the same texts, and their next-word probabilities are compared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pass of the training over all training examples.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A piece of text as a model reads and writes it: a short word, or a part of a long one. A hundred words are about 130 tokens in English, and more in other languages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model is told before each text: its task and how to answer. It is also known as the system prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A copy of everything the training has reached. After a pause, a power cut or a crash the training goes on from the last one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How good the answers on the test part are, from 0 to 100%. For answers with fields: how many of the fields are right. For free text: how many words the answer has in common with the known good answer, or with the teacher&apos;s where there is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance of the probabilities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the word probabilities of the file are from those of the trained model, in nats for each token. 0 is the same; below 0.01 hardly a sentence changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint (sha256)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number that is computed from every byte of a file. If a copy has the same one, not a single byte has changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objective</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the training counts as better: the student is changed a little at each step, so that it holds the teacher&apos;s words more likely.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Try the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample is being prepared</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New here?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample brings everything along: questions about contract clauses, a teacher&apos;s recorded answers, and a small model to train. In about fifteen minutes you talk to a student that you distilled yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the new project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One project is one task that a student shall learn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no project yet. Try the sample, or make one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teach a small model what a large one knows. Everything stays on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing the sample</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobPanel</name>
    <message>
        <source>Running job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Log of the job</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the job before it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving what is done and stopping…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused; it goes on where it stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped by a problem; see the message on its page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LiveRun</name>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss, training and validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory of the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved at step {0}, {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LocalForm</name>
    <message>
        <source>Model of the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a GGUF file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stillroom loads it and lets it answer your prompts. It may be a Hugging Face folder (config.json and *.safetensors) or one GGUF file; nothing leaves this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose from the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a GGUF file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GGUF files (*.gguf);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LossChart</name>
    <message>
        <source>The curve appears with the first steps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss by step: lower is better</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss by step; nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss by step: {0} at step {1}, {2} at step {3}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Saving and closing…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MemoryBar</name>
    <message>
        <source>It needs about {}. {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{}: {} of memory, {} free now (the dark mark).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine: {} of memory, {} free now (the dark mark).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MethodChoice</name>
    <message>
        <source>The student learns from the teacher&apos;s answers. Always possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The student also learns how likely the teacher held every other word. Often better from the same examples, but the teacher is loaded, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Response level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logit level</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelShelf</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>License</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Can be trained</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models of the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library is empty. Fetch the starter model (93 MB, free to use), or import a model that you have as a folder or a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the models…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch the starter model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a GGUF file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no: damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no: GGUF only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{}” cannot be used: {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{}” can be a teacher, but no student: its GGUF file could not be turned into a form that can be trained. Import its Hugging Face folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a GGUF file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GGUF files (*.gguf);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove “{}” from the library? Its files are deleted from this machine. Runs that began with it can then no longer be exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove a model</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NameList</name>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A label; several with commas between</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A field&apos;s name; several with commas between</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecordedForm</name>
    <message>
        <source>For example: our large model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model that the answers came from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it empty if you do not know, or the file says it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Model they came from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded answers (a file)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers that a large model gave earlier, exported to a file. You choose the file on the page Responses.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SampleAnswers</name>
    <message>
        <source>Answers after step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample answers appear here at each look at the validation texts. The student does not train on these texts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After step {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Student so far</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SaveCase</name>
    <message>
        <source>Save as a test case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The &amp;right answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The right answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The question joins the project’s prompts, for the test part. Once the teacher has answered it too, the next frozen dataset measures with it. Correct the answer where the student was wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was said before it in this conversation is saved with it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsFold</name>
    <message>
        <source>Advanced ▸</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A small addition (LoRA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced ▾</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Back to all projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;All projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This &amp;machine…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Report a problem…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Stillroom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project {}; back to all projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A job is running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{}” is running. Stop it and close Stillroom?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is done so far is saved, and you can go on with it next time.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SideBySide</name>
    <message>
        <source>Answers side by side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≠ and strong letters: another value than the right one. Underlined: only in this answer. Struck out: missing in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Known good answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} – without the fields that were asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepList</name>
    <message>
        <source>Steps of the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StudentPage</name>
    <message>
        <source>Model that the student starts from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it learns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How thoroughly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the small model that shall learn, and how. The defaults are good; you can go on as soon as a model is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch the starter model, or import one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model from the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model “{}” is no longer there. Choose another, or import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model “{}” is damaged. Choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has {} layers; it cannot keep {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The logit level is not possible here. Choose the response level.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model “{}” is no longer there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another, or import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The student starts from “{}” ({} parameters).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen model “{}” cannot be used any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a model to see whether it fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at this machine…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching the starter model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing “{}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removing “{}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TaskPage</name>
    <message>
        <source>What an answer looks like</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check an answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What shall the student do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No instruction: the prompts go to the model as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the template&apos;s text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is put before every prompt that brings no instruction of its own, when the prompts are imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what the student shall be good at. You can change all of this later; prompts that are imported already keep their instruction.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what the student shall do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name at least one field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name at least two labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The instruction is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The only answers that the student may give.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each becomes one line of the answer: its name, a colon, its value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a name above to see it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers of the teacher that do not fit are left out when you curate. Paste one to try it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any text is an answer here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This instruction has {:,} characters, and every prompt carries it. Keep it below {:,}; until then the earlier one stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are your own words; another template keeps them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TeacherForm</name>
    <message>
        <source>Name of the teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the teacher a name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TeacherPage</name>
    <message>
        <source>There is no teacher yet. Add one below: then it is shown here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it gives</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teachers of this project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the large model that the student learns from: a file of its answers, or a model on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a teacher from the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a teacher first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} (from {})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text, word probabilities, inner states</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text, word probabilities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text, the likeliest words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What “{}” can teach</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By its answers (response level)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By its word probabilities (logit level)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✗ {}: {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ {}, if the student cuts text into the same tokens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ {}: always possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded answers need no connection; nothing is asked anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test loads the model and asks it one short question.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading “{}” and asking it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Testing “{}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{}” was asked, but its answer is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{}” answered in {:.1f} seconds: “{}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test failed; the message above says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Counting answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is already a teacher named “{}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adding “{}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>Extract fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read a text and write down certain facts, each under its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the text and answer with exactly these lines, each as “name: value”: {}. Write none where the text does not say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what the text says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read a text and put one of your labels on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the text and answer with exactly one of these labels and nothing else: {}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer from a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer a question with what a given text says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer the question from the given text only. If the text does not say it, answer: The text does not say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The contract can be ended on 30 days&apos; written notice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summarize</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say in a few sentences what a long text says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summarize the text in at most five clear sentences. Keep names, dates and figures as they are, and add nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The supplier delivers monthly until December. Invoices are due within 30 days. Either side may end the contract on 90 days&apos; notice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rewrite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a text into other words: plainer, shorter, politer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rewrite the text in plain, clear words. Keep its meaning and every fact, and add nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may end the contract at any time. Tell us by letter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer any question of your field of work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are a careful assistant. Answer clearly and briefly, and say so when you do not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes. The form must reach us by Friday; an e-mail is enough.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TurnRow</name>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit question {} and ask it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer of {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy answer {} of {}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask question {} again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as test case…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save question {} as a test case</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Task</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Responses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Student</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a teacher first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import prompts first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no responses of the teacher yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the responses and freeze a dataset first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a student first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distill a student first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dataset has no test part to measure on. Freeze it again with one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the student first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of recorded responses holds text only. This method needs a teacher model on this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This method needs the teacher as a Hugging Face folder; this one is a GGUF file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The teacher and the student cut text into different tokens, so the probabilities of one say nothing about the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded responses (a file)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local model (Hugging Face folder)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Local model (GGUF file)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the teacher&apos;s texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the teacher&apos;s texts and word probabilities</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut off at the length limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped by a content filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unusually long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refusals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact duplicates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replaced by newer answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>validation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {} minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {} hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{} hours</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
