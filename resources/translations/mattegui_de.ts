<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Öff&amp;nen…</translation>
    </message>
    <message>
        <source>Open &amp;Trimap…</source>
        <translation>T&amp;rimap öffnen…</translation>
    </message>
    <message>
        <source>&amp;Save Project</source>
        <translation>&amp;Projekt speichern</translation>
    </message>
    <message>
        <source>Save Project &amp;As…</source>
        <translation>Projekt speichern &amp;unter…</translation>
    </message>
    <message>
        <source>&amp;Export Cutout…</source>
        <translation>&amp;Freisteller exportieren…</translation>
    </message>
    <message>
        <source>E&amp;xport As…</source>
        <translation>&amp;Exportieren als…</translation>
    </message>
    <message>
        <source>Export Al&amp;pha…</source>
        <translation>&amp;Alpha exportieren…</translation>
    </message>
    <message>
        <source>Export Tri&amp;map…</source>
        <translation>&amp;Trimap exportieren…</translation>
    </message>
    <message>
        <source>&amp;Batch…</source>
        <translation>&amp;Stapelverarbeitung…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Take &amp;Snapshot</source>
        <translation>&amp;Schnappschuss aufnehmen</translation>
    </message>
    <message>
        <source>&amp;Copy Cutout</source>
        <translation>&amp;Freisteller kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;Alpha</source>
        <translation>&amp;Alpha kopieren</translation>
    </message>
    <message>
        <source>Paste &amp;Image</source>
        <translation>&amp;Bild einfügen</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>Se&amp;lect</source>
        <translation>A&amp;uswahl</translation>
    </message>
    <message>
        <source>&amp;Make Trimap Round the Subject</source>
        <translation>Trimap um &amp;das Motiv erzeugen</translation>
    </message>
    <message>
        <source>Subject from a &amp;Box</source>
        <translation>&amp;Motiv aus einem Rahmen</translation>
    </message>
    <message>
        <source>Subject from a &amp;Lasso</source>
        <translation>Motiv aus &amp;einem Lasso</translation>
    </message>
    <message>
        <source>&amp;Find the Subject Again</source>
        <translation>Motiv erneut &amp;suchen</translation>
    </message>
    <message>
        <source>&amp;Trimap from Mask…</source>
        <translation>&amp;Trimap aus Maske…</translation>
    </message>
    <message>
        <source>&amp;Grow Unknown…</source>
        <translation>Unbekannt &amp;ausweiten…</translation>
    </message>
    <message>
        <source>&amp;Shrink Unknown…</source>
        <translation>Unbekannt &amp;verkleinern…</translation>
    </message>
    <message>
        <source>Sm&amp;ooth Unknown…</source>
        <translation>Unbekannt &amp;glätten…</translation>
    </message>
    <message>
        <source>Mark &amp;Edges Unknown…</source>
        <translation>&amp;Kanten als unbekannt markieren…</translation>
    </message>
    <message>
        <source>&amp;Invert</source>
        <translation>&amp;Umkehren</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>&amp;Leeren</translation>
    </message>
    <message>
        <source>&amp;Paint</source>
        <translation>&amp;Malen</translation>
    </message>
    <message>
        <source>&amp;Foreground</source>
        <translation>V&amp;ordergrund</translation>
    </message>
    <message>
        <source>&amp;Background</source>
        <translation>H&amp;intergrund</translation>
    </message>
    <message>
        <source>&amp;Unknown</source>
        <translation>U&amp;nbekannt</translation>
    </message>
    <message>
        <source>&amp;Swap Foreground and Background</source>
        <translation>&amp;Vordergrund und Hintergrund tauschen</translation>
    </message>
    <message>
        <source>Swap to U&amp;nknown</source>
        <translation>&amp;Zu Unbekannt wechseln</translation>
    </message>
    <message>
        <source>S&amp;maller Brush</source>
        <translation>&amp;Kleinerer Pinsel</translation>
    </message>
    <message>
        <source>&amp;Larger Brush</source>
        <translation>&amp;Größerer Pinsel</translation>
    </message>
    <message>
        <source>Na&amp;rrower Band</source>
        <translation>Schmaleres &amp;Band</translation>
    </message>
    <message>
        <source>&amp;Wider Band</source>
        <translation>B&amp;reiteres Band</translation>
    </message>
    <message>
        <source>Ne&amp;xt Effect</source>
        <translation>Nä&amp;chste Wirkung</translation>
    </message>
    <message>
        <source>&amp;Erase Corrections</source>
        <translation>Korrekturen &amp;ausradieren</translation>
    </message>
    <message>
        <source>Clear &amp;Decontamination Corrections</source>
        <translation>&amp;Dekontaminationskorrekturen leeren</translation>
    </message>
    <message>
        <source>L&amp;ock Foreground</source>
        <translation>Vordergrund &amp;sperren</translation>
    </message>
    <message>
        <source>Lo&amp;ck Background</source>
        <translation>&amp;Hintergrund sperren</translation>
    </message>
    <message>
        <source>Loc&amp;k Unknown</source>
        <translation>&amp;Unbekannt sperren</translation>
    </message>
    <message>
        <source>&amp;Tool</source>
        <translation>&amp;Werkzeug</translation>
    </message>
    <message>
        <source>Cle&amp;ar Retouch</source>
        <translation>Retusche &amp;leeren</translation>
    </message>
    <message>
        <source>&amp;Subject in a Box</source>
        <translation>&amp;Motiv im Rahmen</translation>
    </message>
    <message>
        <source>Su&amp;bject in a Lasso</source>
        <translation>Motiv im &amp;Lasso</translation>
    </message>
    <message>
        <source>B&amp;rush</source>
        <translation>P&amp;insel</translation>
    </message>
    <message>
        <source>&amp;Lasso Fill</source>
        <translation>La&amp;sso füllen</translation>
    </message>
    <message>
        <source>Rec&amp;tangle Fill</source>
        <translation>&amp;Rechteck füllen</translation>
    </message>
    <message>
        <source>Elli&amp;pse Fill</source>
        <translation>&amp;Ellipse füllen</translation>
    </message>
    <message>
        <source>&amp;Flood Fill</source>
        <translation>&amp;Fläche füllen</translation>
    </message>
    <message>
        <source>Colour &amp;Wand</source>
        <translation>Z&amp;auberstab</translation>
    </message>
    <message>
        <source>&amp;Edge Band</source>
        <translation>&amp;Kantenband</translation>
    </message>
    <message>
        <source>Retouch &amp;Alpha</source>
        <translation>Alp&amp;ha retuschieren</translation>
    </message>
    <message>
        <source>&amp;Decontaminate</source>
        <translation>&amp;Dekontaminieren</translation>
    </message>
    <message>
        <source>Alpha Eyedr&amp;opper</source>
        <translation>Alpha-&amp;Pipette</translation>
    </message>
    <message>
        <source>&amp;Hand</source>
        <translation>Ha&amp;nd</translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation>&amp;Zoom</translation>
    </message>
    <message>
        <source>&amp;Matte</source>
        <translation>&amp;Freistellen</translation>
    </message>
    <message>
        <source>&amp;Matte Now</source>
        <translation>&amp;Jetzt freistellen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Import Model…</source>
        <translation>&amp;Modell importieren…</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>A&amp;nzeige</translation>
    </message>
    <message>
        <source>&amp;Original</source>
        <translation>O&amp;riginal</translation>
    </message>
    <message>
        <source>&amp;Trimap</source>
        <translation>&amp;Trimap</translation>
    </message>
    <message>
        <source>&amp;Alpha</source>
        <translation>Al&amp;pha</translation>
    </message>
    <message>
        <source>On &amp;black</source>
        <translation>A&amp;uf Schwarz</translation>
    </message>
    <message>
        <source>On &amp;white</source>
        <translation>Au&amp;f Weiß</translation>
    </message>
    <message>
        <source>On c&amp;heckerboard</source>
        <translation>Auf &amp;Schachbrett</translation>
    </message>
    <message>
        <source>On &amp;colour</source>
        <translation>Auf Farb&amp;e</translation>
    </message>
    <message>
        <source>On own &amp;image</source>
        <translation>Auf e&amp;igenem Bild</translation>
    </message>
    <message>
        <source>O&amp;nion skin</source>
        <translation>Z&amp;wiebelhaut</translation>
    </message>
    <message>
        <source>&amp;Foreground colours</source>
        <translation>V&amp;ordergrundfarben</translation>
    </message>
    <message>
        <source>Uncertaint&amp;y</source>
        <translation>U&amp;nsicherheit</translation>
    </message>
    <message>
        <source>Over&amp;lay Style</source>
        <translation>Stil &amp;der Überlagerung</translation>
    </message>
    <message>
        <source>&amp;Mark Haze and Holes</source>
        <translation>Schleier und Löcher &amp;markieren</translation>
    </message>
    <message>
        <source>Wi&amp;pe</source>
        <translation>Wisc&amp;hvergleich</translation>
    </message>
    <message>
        <source>Ori&amp;ginal While the Key Is Held</source>
        <translation>Original &amp;bei gehaltener Taste</translation>
    </message>
    <message>
        <source>Other &amp;Side While the Key Is Held</source>
        <translation>&amp;Andere Seite bei gehaltener Taste</translation>
    </message>
    <message>
        <source>&amp;Keep Alpha to Compare</source>
        <translation>A&amp;lpha zum Vergleich behalten</translation>
    </message>
    <message>
        <source>Ne&amp;xt Doubtful Spot</source>
        <translation>Nächste &amp;zweifelhafte Stelle</translation>
    </message>
    <message>
        <source>Previo&amp;us Doubtful Spot</source>
        <translation>&amp;Vorige zweifelhafte Stelle</translation>
    </message>
    <message>
        <source>O&amp;verlay Opacity</source>
        <translation>De&amp;ckkraft der Überlagerung</translation>
    </message>
    <message>
        <source>&amp;0 %</source>
        <translation>&amp;0 %</translation>
    </message>
    <message>
        <source>&amp;10 %</source>
        <translation>&amp;10 %</translation>
    </message>
    <message>
        <source>&amp;20 %</source>
        <translation>&amp;20 %</translation>
    </message>
    <message>
        <source>&amp;30 %</source>
        <translation>&amp;30 %</translation>
    </message>
    <message>
        <source>&amp;40 %</source>
        <translation>&amp;40 %</translation>
    </message>
    <message>
        <source>&amp;50 %</source>
        <translation>&amp;50 %</translation>
    </message>
    <message>
        <source>&amp;60 %</source>
        <translation>&amp;60 %</translation>
    </message>
    <message>
        <source>&amp;70 %</source>
        <translation>&amp;70 %</translation>
    </message>
    <message>
        <source>&amp;80 %</source>
        <translation>&amp;80 %</translation>
    </message>
    <message>
        <source>&amp;90 %</source>
        <translation>&amp;90 %</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Next View</source>
        <translation>&amp;Nächste Ansicht</translation>
    </message>
    <message>
        <source>Pre&amp;vious View</source>
        <translation>Vorige &amp;Ansicht</translation>
    </message>
    <message>
        <source>Show &amp;Alpha</source>
        <translation>Alpha &amp;zeigen</translation>
    </message>
    <message>
        <source>Show Tri&amp;map</source>
        <translation>&amp;Trimap zeigen</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>E&amp;inpassen</translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation>&amp;100 %</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>Ve&amp;rgrößern</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>V&amp;erkleinern</translation>
    </message>
    <message>
        <source>Hide &amp;Panels</source>
        <translation>&amp;Bedienfelder ausblenden</translation>
    </message>
    <message>
        <source>F&amp;ull Screen</source>
        <translation>&amp;Vollbild</translation>
    </message>
    <message>
        <source>Colours of the Des&amp;ktop</source>
        <translation>&amp;Farben des Desktops</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Find a &amp;Command…</source>
        <translation>&amp;Befehl suchen…</translation>
    </message>
    <message>
        <source>&amp;Keys and Mouse</source>
        <translation>&amp;Tasten und Maus</translation>
    </message>
    <message>
        <source>&amp;First Steps</source>
        <translation>&amp;Erste Schritte</translation>
    </message>
    <message>
        <source>&amp;About MatteGUI</source>
        <translation>Über &amp;MatteGUI</translation>
    </message>
</context>
<context>
    <name>AdjustPanel</name>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Decontamination</source>
        <translation>Dekontamination</translation>
    </message>
    <message>
        <source>How much the background&apos;s colours are taken out of the edges</source>
        <translation>Wie stark die Farben des Hintergrunds aus den Kanten genommen werden</translation>
    </message>
    <message>
        <source>Clip alpha</source>
        <translation>Alpha kappen</translation>
    </message>
    <message>
        <source>Reset the alpha&apos;s curve</source>
        <translation>Kurve des Alphas zurücksetzen</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>There is no alpha to compare with: {}</source>
        <translation>Es gibt kein Alpha zum Vergleichen: {}</translation>
    </message>
</context>
<context>
    <name>Backdrops</name>
    <message>
        <source>Checkerboard</source>
        <translation>Schachbrett</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>Schwarz</translation>
    </message>
    <message>
        <source>White</source>
        <translation>Weiß</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
</context>
<context>
    <name>Badge</name>
    <message>
        <source>State of the alpha</source>
        <translation>Stand des Alphas</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>Endgültig</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Outdated</source>
        <translation>Veraltet</translation>
    </message>
</context>
<context>
    <name>BandStrip</name>
    <message>
        <source>Unknown band</source>
        <translation>Unbekanntes Band</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Hair, fur and soft edges have to lie inside of the band</source>
        <translation>Haare, Fell und weiche Kanten müssen innerhalb des Bandes liegen</translation>
    </message>
    <message>
        <source>Adaptive</source>
        <translation>Adaptiv</translation>
    </message>
    <message>
        <source>Wider along hair and soft edges, narrower along hard ones</source>
        <translation>Breiter an Haaren und weichen Kanten, schmaler an harten</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>BatchCommands</name>
    <message>
        <source>A Batch Is Running</source>
        <translation>Ein Stapel läuft</translation>
    </message>
    <message>
        <source>Stop the batch and close? What is finished stays, and the batch can be resumed later.</source>
        <translation>Den Stapel anhalten und schließen? Was fertig ist, bleibt, und der Stapel kann später fortgesetzt werden.</translation>
    </message>
    <message>
        <source>The window closes when the batch has stopped.</source>
        <translation>Das Fenster schließt sich, sobald der Stapel angehalten hat.</translation>
    </message>
    <message>
        <source>Corrected Trimap</source>
        <translation>Korrigierte Trimap</translation>
    </message>
    <message>
        <source>“{image}” is open in the main window, and was changed. Save its trimap as “{trimap}”, and do it again with that? Retouching and decontamination are not part of it: export those from the main window.</source>
        <translation>„{image}“ ist im Hauptfenster geöffnet und wurde geändert. Soll die Trimap als „{trimap}“ gespeichert und das Bild damit wiederholt werden? Retusche und Dekontamination gehören nicht dazu: Exportieren Sie diese aus dem Hauptfenster.</translation>
    </message>
    <message>
        <source>The batch is finished.</source>
        <translation>Der Stapel ist fertig.</translation>
    </message>
    <message>
        <source>The batch cannot go on: {0}</source>
        <translation>Der Stapel kann nicht fortgesetzt werden: {0}</translation>
    </message>
</context>
<context>
    <name>BatchExportDialog</name>
    <message>
        <source>Export Options of the Batch</source>
        <translation>Exportoptionen des Stapels</translation>
    </message>
    <message>
        <source>Use for the Batch</source>
        <translation>Für den Stapel verwenden</translation>
    </message>
</context>
<context>
    <name>BatchForm</name>
    <message>
        <source>Folder of images</source>
        <translation>Ordner der Bilder</translation>
    </message>
    <message>
        <source>Trimaps from</source>
        <translation>Trimaps aus</translation>
    </message>
    <message>
        <source>Adjust</source>
        <translation>Anpassen</translation>
    </message>
    <message>
        <source>Folder of trimaps</source>
        <translation>Ordner der Trimaps</translation>
    </message>
    <message>
        <source>Called as the images, or with _trimap added; or one file for all</source>
        <translation>Benannt wie die Bilder oder mit angehängtem _trimap; oder eine Datei für alle</translation>
    </message>
    <message>
        <source>Folder for the exports</source>
        <translation>Ordner für die Exporte</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Images at a time</source>
        <translation>Bilder gleichzeitig</translation>
    </message>
    <message>
        <source>Each takes a process and memory of its own</source>
        <translation>Jedes belegt einen eigenen Prozess und eigenen Speicher</translation>
    </message>
    <message>
        <source>Decontamination</source>
        <translation>Dekontamination</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>How much the background&apos;s colours are taken out of the edges</source>
        <translation>Wie stark die Farben des Hintergrunds aus den Kanten genommen werden</translation>
    </message>
    <message>
        <source>Export Options…</source>
        <translation>Exportoptionen…</translation>
    </message>
    <message>
        <source>What is exported</source>
        <translation>Was exportiert wird</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Exports to</source>
        <translation>Export nach</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Browse: {0}</source>
        <translation>Durchsuchen: {0}</translation>
    </message>
    <message>
        <source>Folder of masks</source>
        <translation>Ordner der Masken</translation>
    </message>
    <message>
        <source>Called as the images, or with _mask added; or one file for all</source>
        <translation>Benannt wie die Bilder oder mit angehängtem _mask; oder eine Datei für alle</translation>
    </message>
    <message>
        <source>depth as the image</source>
        <translation>Tiefe wie das Bild</translation>
    </message>
    <message>
        <source>quality {0}</source>
        <translation>Qualität {0}</translation>
    </message>
    <message>
        <source>cropped, {0} px around</source>
        <translation>beschnitten, {0} px Rand</translation>
    </message>
    <message>
        <source>the background can be brought back</source>
        <translation>der Hintergrund kann zurückgeholt werden</translation>
    </message>
</context>
<context>
    <name>BatchProgress</name>
    <message>
        <source>Progress of the batch</source>
        <translation>Fortschritt des Stapels</translation>
    </message>
    <message>
        <source>State of the batch</source>
        <translation>Stand des Stapels</translation>
    </message>
    <message>
        <source>What is wrong with the batch</source>
        <translation>Was am Stapel nicht stimmt</translation>
    </message>
    <message>
        <source>Choose the folders; images without a trimap are listed as failed.</source>
        <translation>Wählen Sie die Ordner; Bilder ohne Trimap werden als fehlgeschlagen geführt.</translation>
    </message>
    <message>
        <source>{0} of {1} done</source>
        <translation>{0} von {1} fertig</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{0} to review</source>
        <translation>{0} zu prüfen</translation>
    </message>
    <message>
        <source>stopping …</source>
        <translation>wird angehalten …</translation>
    </message>
    <message>
        <source>the report is {0}</source>
        <translation>der Bericht ist {0}</translation>
    </message>
    <message>
        <source>working on the first</source>
        <translation>das erste ist in Arbeit</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>das Modell wird geladen</translation>
    </message>
    <message>
        <source>about {0} s left</source>
        <translation>noch etwa {0} s</translation>
    </message>
    <message>
        <source>about {0} min left</source>
        <translation>noch etwa {0} min</translation>
    </message>
    <message>
        <source>about {0} h {1} min left</source>
        <translation>noch etwa {0} h {1} min</translation>
    </message>
    <message>
        <source>Cannot go on: {0}</source>
        <translation>Es geht nicht weiter: {0}</translation>
    </message>
</context>
<context>
    <name>BatchReview</name>
    <message>
        <source>Name of the image</source>
        <translation>Name des Bildes</translation>
    </message>
    <message>
        <source>Behind the cutout</source>
        <translation>Hinter dem Freisteller</translation>
    </message>
    <message>
        <source>Cutout</source>
        <translation>Freisteller</translation>
    </message>
    <message>
        <source>What is to be known of it</source>
        <translation>Was dazu zu wissen ist</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>O</source>
        <translation>O</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Neu rechnen</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>It is good: go on to the next one (Enter)</source>
        <translation>Es ist gut: weiter zum nächsten (Eingabe)</translation>
    </message>
    <message>
        <source>Correct it in the main window (O)</source>
        <translation>Im Hauptfenster korrigieren (O)</translation>
    </message>
    <message>
        <source>Do only this one again (R)</source>
        <translation>Nur dieses noch einmal rechnen (R)</translation>
    </message>
    <message>
        <source>No image is chosen.</source>
        <translation>Es ist kein Bild gewählt.</translation>
    </message>
    <message>
        <source>It has not been done yet.</source>
        <translation>Es wurde noch nicht bearbeitet.</translation>
    </message>
    <message>
        <source>It is being worked on.</source>
        <translation>Es ist in Arbeit.</translation>
    </message>
    <message>
        <source>It has no trimap: open it and paint one, and Redo will take that.</source>
        <translation>Es hat keine Trimap: Öffnen Sie es und malen Sie eine; „Neu rechnen“ nimmt dann diese.</translation>
    </message>
    <message>
        <source>It failed: {0}</source>
        <translation>Es ist fehlgeschlagen: {0}</translation>
    </message>
    <message>
        <source>Accepted.</source>
        <translation>Angenommen.</translation>
    </message>
    <message>
        <source>{0} ({1})</source>
        <translation>{0} ({1})</translation>
    </message>
</context>
<context>
    <name>BatchWindow</name>
    <message>
        <source>Batch</source>
        <translation>Stapelverarbeitung</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Step through what is done or failed</source>
        <translation>Durchgehen, was fertig oder fehlgeschlagen ist</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Canvas</source>
        <translation>Arbeitsfläche</translation>
    </message>
</context>
<context>
    <name>Clipboard</name>
    <message>
        <source>The cutout was copied.</source>
        <translation>Der Freisteller wurde kopiert.</translation>
    </message>
    <message>
        <source>The alpha was copied.</source>
        <translation>Das Alpha wurde kopiert.</translation>
    </message>
    <message>
        <source>There is no image on the clipboard.</source>
        <translation>In der Zwischenablage ist kein Bild.</translation>
    </message>
    <message>
        <source>The image could not be pasted: {0}</source>
        <translation>Das Bild konnte nicht eingefügt werden: {0}</translation>
    </message>
    <message>
        <source>The alpha is not finished yet: what you get is its draft.</source>
        <translation>Das Alpha ist noch nicht fertig: Sie erhalten den Entwurf.</translation>
    </message>
    <message>
        <source>Nothing was copied: {0}</source>
        <translation>Es wurde nichts kopiert: {0}</translation>
    </message>
</context>
<context>
    <name>Coach</name>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Help &gt; First Steps shows them again</source>
        <translation>Hilfe &gt; Erste Schritte zeigt sie wieder</translation>
    </message>
    <message>
        <source>&lt;b&gt;1 of 3: mark what to keep.&lt;/b&gt; With Subject in a Box ({tool-subject-box}) drag a box round the subject: that finds most of it. Or paint over it with foreground ({foreground}).</source>
        <translation>&lt;b&gt;1 von 3: markieren, was bleibt.&lt;/b&gt; Ziehen Sie mit „Motiv im Rahmen“ ({tool-subject-box}) einen Rahmen um das Motiv: Das findet das meiste. Oder übermalen Sie es mit Vordergrund ({foreground}).</translation>
    </message>
    <message>
        <source>&lt;b&gt;2 of 3: mark what to remove.&lt;/b&gt; With the brush ({tool-brush}) paint background ({background}) where too much is marked, or drag with the right mouse button.</source>
        <translation>&lt;b&gt;2 von 3: markieren, was weg soll.&lt;/b&gt; Malen Sie mit dem Pinsel ({tool-brush}) Hintergrund ({background}), wo zu viel markiert ist, oder ziehen Sie mit der rechten Maustaste.</translation>
    </message>
    <message>
        <source>&lt;b&gt;3 of 3: brush the hair.&lt;/b&gt; Paint unknown ({unknown}) over hair, fur and soft edges, a little beyond where they end: there the alpha is estimated. Show Alpha ({toggle-alpha}) shows it.</source>
        <translation>&lt;b&gt;3 von 3: die Haare übermalen.&lt;/b&gt; Malen Sie Unbekannt ({unknown}) über Haare, Fell und weiche Kanten, ein wenig über ihr Ende hinaus: Dort wird das Alpha geschätzt. „Alpha zeigen“ ({toggle-alpha}) zeigt es.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>Computing: {:.0f} %</source>
        <translation>Wird berechnet: {:.0f} %</translation>
    </message>
    <message>
        <source>There is no alpha of it yet.</source>
        <translation>Dafür gibt es noch kein Alpha.</translation>
    </message>
    <message>
        <source>Outdated: the trimap has changed since.</source>
        <translation>Veraltet: Die Trimap hat sich seitdem geändert.</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>{} (not ready)</source>
        <translation>{} (nicht bereit)</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>Wischen</translation>
    </message>
    <message>
        <source>Compute again</source>
        <translation>Neu berechnen</translation>
    </message>
    <message>
        <source>Keep this alpha</source>
        <translation>Alpha behalten</translation>
    </message>
    <message>
        <source>Keep the alpha as it is now, to compare later ones with it</source>
        <translation>Das jetzige Alpha behalten, um spätere damit zu vergleichen</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Kept alpha</source>
        <translation>Behaltenes Alpha</translation>
    </message>
    <message>
        <source>Show both sides, with a border to drag ({wipe})</source>
        <translation>Beide Seiten zeigen, mit einer verschiebbaren Grenze ({wipe})</translation>
    </message>
</context>
<context>
    <name>Complaints</name>
    <message>
        <source>there is no file {path}</source>
        <translation>es gibt keine Datei {path}</translation>
    </message>
    <message>
        <source>{path} is a folder, not an image</source>
        <translation>{path} ist ein Ordner, kein Bild</translation>
    </message>
    <message>
        <source>{path} is empty</source>
        <translation>{path} ist leer</translation>
    </message>
    <message>
        <source>{path} is no image of a kind that can be read: {kinds}</source>
        <translation>{path} ist kein Bild einer lesbaren Art: {kinds}</translation>
    </message>
    <message>
        <source>{path} cannot be read: its name, or that of its folder, is not UTF-8</source>
        <translation>{path} kann nicht gelesen werden: Der Name der Datei oder des Ordners ist kein UTF-8</translation>
    </message>
    <message>
        <source>{path} cannot be read as an image: {reason}</source>
        <translation>{path} lässt sich nicht als Bild lesen: {reason}</translation>
    </message>
    <message>
        <source>{path} is damaged or incomplete: {reason}</source>
        <translation>{path} ist beschädigt oder unvollständig: {reason}</translation>
    </message>
    <message>
        <source>{path} is damaged: a text in it is not UTF-8</source>
        <translation>{path} ist beschädigt: ein Text darin ist kein UTF-8</translation>
    </message>
    <message>
        <source>{path} is damaged: {reason}</source>
        <translation>{path} ist beschädigt: {reason}</translation>
    </message>
    <message>
        <source>{path} measures {size} pixels, more than the {most} megapixels that can be opened</source>
        <translation>{path} misst {size} Pixel, mehr als die {most} Megapixel, die sich öffnen lassen</translation>
    </message>
    <message>
        <source>{path} measures {size} pixels of {count} channels, more than this machine&apos;s memory holds</source>
        <translation>{path} misst {size} Pixel mit {count} Kanälen, mehr als der Speicher dieses Rechners fasst</translation>
    </message>
    <message>
        <source>{path} measures {size} pixels, the project {other}</source>
        <translation>{path} misst {size} Pixel, das Projekt {other}</translation>
    </message>
    <message>
        <source>{path} claims to show {size} pixels and holds {other}</source>
        <translation>{path} gibt an, {size} Pixel zu zeigen, und enthält {other}</translation>
    </message>
    <message>
        <source>{path} has no colour channels: it holds {channels}</source>
        <translation>{path} hat keine Farbkanäle: es enthält {channels}</translation>
    </message>
    <message>
        <source>{path}: {count} pixels hold values that are not finite numbers</source>
        <translation>{path}: {count} Pixel enthalten Werte, die keine endlichen Zahlen sind</translation>
    </message>
    <message>
        <source>{path} is a HEIC file; to read these, install the extra heif (pillow-heif)</source>
        <translation>{path} ist eine HEIC-Datei; um solche zu lesen, ist das Extra heif (pillow-heif) zu installieren</translation>
    </message>
    <message>
        <source>{path} is no OpenRaster file, or it is cut off</source>
        <translation>{path} ist keine OpenRaster-Datei oder abgeschnitten</translation>
    </message>
    <message>
        <source>the trimap measures {size} pixels, the image {other}; they must be the same</source>
        <translation>die Trimap misst {size} Pixel, das Bild {other}; sie müssen gleich groß sein</translation>
    </message>
    <message>
        <source>the mask measures {size} pixels, the image {other}; they must be the same</source>
        <translation>die Maske misst {size} Pixel, das Bild {other}; sie müssen gleich groß sein</translation>
    </message>
    <message>
        <source>cannot write {path}: the name must end in one of {suffixes}</source>
        <translation>{path} kann nicht geschrieben werden: der Name muss auf eines von {suffixes} enden</translation>
    </message>
    <message>
        <source>cannot write {path}: the name of a project ends in {suffix}</source>
        <translation>{path} kann nicht geschrieben werden: der Name eines Projekts endet auf {suffix}</translation>
    </message>
    <message>
        <source>cannot write {path}: it is a folder</source>
        <translation>{path} kann nicht geschrieben werden: es ist ein Ordner</translation>
    </message>
    <message>
        <source>cannot write {path}: there is no folder {folder}</source>
        <translation>{path} kann nicht geschrieben werden: es gibt keinen Ordner {folder}</translation>
    </message>
    <message>
        <source>cannot write {path}: its folder is read-only</source>
        <translation>{path} kann nicht geschrieben werden: der Ordner ist schreibgeschützt</translation>
    </message>
    <message>
        <source>cannot write {path}: it would be larger than 4 GB</source>
        <translation>{path} kann nicht geschrieben werden: es wäre größer als 4 GB</translation>
    </message>
    <message>
        <source>cannot write {path}: {reason}</source>
        <translation>{path} kann nicht geschrieben werden: {reason}</translation>
    </message>
    <message>
        <source>its name, or that of its folder, is not UTF-8</source>
        <translation>der Name der Datei oder des Ordners ist kein UTF-8</translation>
    </message>
    <message>
        <source>its encoder died, exit code {code}; the memory may not have sufficed</source>
        <translation>der Kodierer ist abgebrochen, Fehlernummer {code}; vielleicht hat der Speicher nicht gereicht</translation>
    </message>
    <message>
        <source>it would have {count} bytes, and PSD holds no more than {most}</source>
        <translation>sie hätte {count} Bytes, und PSD fasst nicht mehr als {most}</translation>
    </message>
    <message>
        <source>it would measure {size} pixels, and {format} holds no side longer than {most}</source>
        <translation>sie wäre {size} Pixel groß, und {format} fasst keine Seite über {most}</translation>
    </message>
    <message>
        <source>alpha is 0 everywhere: there is nothing to crop to</source>
        <translation>Alpha ist überall 0: Es gibt nichts, worauf zugeschnitten werden könnte</translation>
    </message>
    <message>
        <source>{path} is what is read; choose another name for the export</source>
        <translation>{path} ist die Datei, die gelesen wird; wählen Sie für den Export einen anderen Namen</translation>
    </message>
    <message>
        <source>{path} is being written by another batch</source>
        <translation>{path} wird gerade von einem anderen Stapel geschrieben</translation>
    </message>
    <message>
        <source>{path} is there already and of no batch</source>
        <translation>{path} gibt es schon, und es ist von keinem Stapel</translation>
    </message>
    <message>
        <source>{path} is there already, of another image: {image}</source>
        <translation>{path} gibt es schon, von einem anderen Bild: {image}</translation>
    </message>
    <message>
        <source>{path} is there already, of an image in a folder that its batch did not note</source>
        <translation>{path} gibt es schon, von einem Bild in einem Ordner, den sein Stapel nicht notiert hat</translation>
    </message>
    <message>
        <source>there is no trimap for {path}</source>
        <translation>zu {path} gibt es keine Trimap</translation>
    </message>
    <message>
        <source>there is no mask for {path}</source>
        <translation>zu {path} gibt es keine Maske</translation>
    </message>
    <message>
        <source>{path} was used in place of the mask.</source>
        <translation>{path} wurde anstelle der Maske verwendet.</translation>
    </message>
    <message>
        <source>there is no model {name}; there are {names}</source>
        <translation>ein Modell {name} gibt es nicht; es gibt {names}</translation>
    </message>
    <message>
        <source>the model {name} has no weights here: put {file} into {folder}</source>
        <translation>das Modell {name} hat hier keine Gewichte: {file} gehört nach {folder}</translation>
    </message>
    <message>
        <source>there is no weights file {path}</source>
        <translation>es gibt keine Gewichtsdatei {path}</translation>
    </message>
    <message>
        <source>the device {name} is not available here; use &apos;auto&apos; or &apos;cpu&apos;</source>
        <translation>das Gerät {name} ist hier nicht verfügbar; &apos;auto&apos; oder &apos;cpu&apos; geht</translation>
    </message>
    <message>
        <source>the memory does not hold a tile of {side} pixels of the model {name}; close other programs or choose a smaller model</source>
        <translation>der Speicher fasst keine Kachel von {side} Pixeln des Modells {name}; andere Programme schließen oder ein kleineres Modell wählen</translation>
    </message>
    <message>
        <source>there is not enough memory for {size} pixels of {name}</source>
        <translation>der Speicher reicht nicht für {size} Pixel mit {name}</translation>
    </message>
    <message>
        <source>the process of {name} ended {end}; the memory may not have sufficed. The next stroke begins another</source>
        <translation>der Prozess von {name} endete ({end}); vielleicht hat der Speicher nicht gereicht. Der nächste Strich startet einen neuen</translation>
    </message>
    <message>
        <source>there is a model {name} already; choose another name</source>
        <translation>es gibt schon ein Modell {name}; wählen Sie einen anderen Namen</translation>
    </message>
    <message>
        <source>{name} is no name for a model: use a-z, 0-9, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;</source>
        <translation>{name} ist kein Name für ein Modell: erlaubt sind a-z, 0-9, &apos;.&apos;, &apos;_&apos; und &apos;-&apos;</translation>
    </message>
    <message>
        <source>{path} is no weights file of this program: {found}, not {format}</source>
        <translation>{path} ist keine Gewichtsdatei dieses Programms: {found} statt {format}</translation>
    </message>
    <message>
        <source>{path} does not fit its own description: {detail}</source>
        <translation>{path} passt nicht zur eigenen Beschreibung: {detail}</translation>
    </message>
    <message>
        <source>{path} is damaged or no safetensors file: {detail}</source>
        <translation>{path} ist beschädigt oder keine safetensors-Datei: {detail}</translation>
    </message>
    <message>
        <source>{path}: {key} holds values that are not finite numbers</source>
        <translation>{path}: {key} enthält Werte, die keine endlichen Zahlen sind</translation>
    </message>
    <message>
        <source>The memory ran out; going on with tiles of {side} pixels.</source>
        <translation>Der Speicher reichte nicht; es geht mit Kacheln von {side} Pixeln weiter.</translation>
    </message>
    <message>
        <source>The graphics memory ran out; going on with tiles of {side} pixels.</source>
        <translation>Der Grafikspeicher reichte nicht; es geht mit Kacheln von {side} Pixeln weiter.</translation>
    </message>
    <message>
        <source>The graphics memory does not hold even a small tile; going on with the CPU.</source>
        <translation>Der Grafikspeicher reicht nicht einmal für eine kleine Kachel; es geht mit dem Prozessor weiter.</translation>
    </message>
    <message>
        <source>Half precision is too narrow for the model {name}; going on with single precision, which is slower.</source>
        <translation>Halbe Genauigkeit reicht für das Modell {name} nicht; es geht mit einfacher weiter, das ist langsamer.</translation>
    </message>
    <message>
        <source>{title} runs on the CPU; {device} is not used.</source>
        <translation>{title} läuft auf dem Prozessor; {device} wird nicht benutzt.</translation>
    </message>
    <message>
        <source>{path} cannot be used: {reason}</source>
        <translation>{path} kann nicht verwendet werden: {reason}</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>it begins with {head}, like no checkpoint</source>
        <translation>sie beginnt mit {head}, anders als jeder Checkpoint</translation>
    </message>
    <message>
        <source>it is a zip file that is cut short</source>
        <translation>sie ist eine abgeschnittene ZIP-Datei</translation>
    </message>
    <message>
        <source>it is a damaged zip file: {detail}</source>
        <translation>sie ist eine beschädigte ZIP-Datei: {detail}</translation>
    </message>
    <message>
        <source>it is a zip file, but none that torch wrote: it has {names}</source>
        <translation>sie ist eine ZIP-Datei, aber nicht von torch geschrieben: sie enthält {names}</translation>
    </message>
    <message>
        <source>it is a pickle, but none that torch wrote</source>
        <translation>sie ist ein Pickle, aber nicht von torch geschrieben</translation>
    </message>
    <message>
        <source>it is damaged or no safetensors file: {detail}</source>
        <translation>sie ist beschädigt oder keine safetensors-Datei: {detail}</translation>
    </message>
    <message>
        <source>it holds no tensors but {found}</source>
        <translation>sie enthält keine Tensoren, sondern {found}</translation>
    </message>
    <message>
        <source>there is not enough memory to read {name}</source>
        <translation>der Speicher reicht nicht, um {name} zu lesen</translation>
    </message>
    <message>
        <source>it is no Deep Image Matting network that is known here. It is a {container} of {count} tensors, {found} …; known are those of {origins}</source>
        <translation>sie enthält kein hier bekanntes Netz für Deep Image Matting. Es ist ein {container} mit {count} Tensoren, {found} …; bekannt sind die von {origins}</translation>
    </message>
    <message>
        <source>it would need {size} GB of memory; the largest network that is known has 0.5 GB</source>
        <translation>das Netz bräuchte {size} GB Speicher; das größte bekannte hat 0,5 GB</translation>
    </message>
    <message>
        <source>it is of the layout {layout}, but has no {name}</source>
        <translation>sie hat den Aufbau {layout}, aber es fehlt {name}</translation>
    </message>
    <message>
        <source>it is of the layout {layout}, but has {count} tensors more, such as {name}: it computes something else</source>
        <translation>sie hat den Aufbau {layout}, aber {count} Tensoren mehr, etwa {name}: sie berechnet etwas anderes</translation>
    </message>
    <message>
        <source>{path} is the model {name} now: {reason}</source>
        <translation>{path} ist jetzt das Modell {name}: {reason}</translation>
    </message>
    <message>
        <source>it is in this program&apos;s own format.</source>
        <translation>die Datei hat das Format dieses Programms.</translation>
    </message>
    <message>
        <source>read as {variant} ({origin}: {title}), because {reason}.</source>
        <translation>gelesen als {variant} ({origin}: {title}), denn {reason}.</translation>
    </message>
    <message>
        <source>only it has these tensors</source>
        <translation>nur diese Art hat solche Tensoren</translation>
    </message>
    <message>
        <source>the file&apos;s name is {path}</source>
        <translation>die Datei heißt {path}</translation>
    </message>
    <message>
        <source>its best SAD is {error}, and {sad} was published for that one</source>
        <translation>ihr bester SAD ist {error}, und dafür wurde {sad} veröffentlicht</translation>
    </message>
    <message>
        <source>neither a known error nor the file&apos;s name tells, and on a composite with known alpha the mean errors are {errors}</source>
        <translation>weder ein bekannter Fehler noch der Dateiname verrät es, und an einer Montage mit bekanntem Alpha sind die mittleren Fehler {errors}</translation>
    </message>
    <message>
        <source>{path} has {count} channels; {used} of them are used.</source>
        <translation>{path} hat {count} Kanäle; {used} davon werden benutzt.</translation>
    </message>
    <message>
        <source>{path} has pixels outside of its display window; they were cut off.</source>
        <translation>{path} hat Pixel außerhalb des Anzeigefensters; sie wurden abgeschnitten.</translation>
    </message>
    <message>
        <source>{path} holds linear light; its colour profile was left out.</source>
        <translation>{path} enthält lineares Licht; das Farbprofil wurde weggelassen.</translation>
    </message>
    <message>
        <source>{path} holds linear light; it was converted to sRGB&apos;s primaries.</source>
        <translation>{path} enthält lineares Licht; es wurde in die Primärfarben von sRGB umgerechnet.</translation>
    </message>
    <message>
        <source>Values below 0 or above 1 (brighter than white) were clipped.</source>
        <translation>Werte unter 0 oder über 1 (heller als Weiß) wurden abgeschnitten.</translation>
    </message>
    <message>
        <source>The colour profile of {path} is damaged and was left out.</source>
        <translation>Das Farbprofil von {path} ist beschädigt und wurde weggelassen.</translation>
    </message>
    <message>
        <source>The colour profile of {path} is for {space}, not RGB; it was left out.</source>
        <translation>Das Farbprofil von {path} gilt für {space}, nicht für RGB; es wurde weggelassen.</translation>
    </message>
    <message>
        <source>The colours of {path} are taken for sRGB; of its profile: {detail}.</source>
        <translation>Die Farben von {path} werden als sRGB gelesen; zum Profil: {detail}.</translation>
    </message>
    <message>
        <source>{path} is taken for sRGB; what its {chunk} chunk says was not heeded.</source>
        <translation>{path} wird als sRGB gelesen; was der Block {chunk} sagt, blieb unbeachtet.</translation>
    </message>
    <message>
        <source>{path} holds CMYK inks; its colours were converted to RGB simply.</source>
        <translation>{path} enthält CMYK-Druckfarben; sie wurden auf einfache Weise in RGB umgerechnet.</translation>
    </message>
    <message>
        <source>{path} holds CMYK inks; they were converted to sRGB by its profile.</source>
        <translation>{path} enthält CMYK-Druckfarben; sie wurden nach dem Profil in sRGB umgerechnet.</translation>
    </message>
    <message>
        <source>{path} holds CMYK inks of 16 bits; they were converted to sRGB with 8 bits by its profile.</source>
        <translation>{path} enthält CMYK-Druckfarben mit 16 Bit; sie wurden nach dem Profil in sRGB mit 8 Bit umgerechnet.</translation>
    </message>
    <message>
        <source>The {kind} data of {path} was left out: {detail}.</source>
        <translation>Die {kind}-Daten von {path} wurden weggelassen: {detail}.</translation>
    </message>
    <message>
        <source>The trimap in {path} was changed by another program; the alpha has to be computed again.</source>
        <translation>Die Trimap in {path} wurde von einem anderen Programm geändert; das Alpha muss neu berechnet werden.</translation>
    </message>
    <message>
        <source>{path} was saved by another program, which left out the settings and the original file.</source>
        <translation>{path} wurde von einem anderen Programm gespeichert, das die Einstellungen und die Originaldatei weggelassen hat.</translation>
    </message>
    <message>
        <source>{path} has {count} layers named {name}; the topmost was taken.</source>
        <translation>{path} hat {count} Ebenen namens {name}; die oberste wurde genommen.</translation>
    </message>
    <message>
        <source>{path} is not where it was, or was changed</source>
        <translation>{path} liegt nicht mehr dort oder wurde geändert</translation>
    </message>
    <message>
        <source>{reason}. Its pixels were taken from the project, without what else the file said.</source>
        <translation>{reason}. Die Pixel wurden dem Projekt entnommen, ohne was die Datei sonst noch enthielt.</translation>
    </message>
    <message>
        <source>{path} has more than {size} MB and is not inside the project; keep both in one folder.</source>
        <translation>{path} hat mehr als {size} MB und liegt nicht im Projekt; lassen Sie beide in einem Ordner.</translation>
    </message>
    <message>
        <source>{path} has changed or gone since it was opened; the project has its pixels and its colour profile only.</source>
        <translation>{path} wurde seit dem Öffnen geändert oder ist verschwunden; das Projekt hat nur die Pixel und das Farbprofil.</translation>
    </message>
    <message>
        <source>Nothing is marked unknown: the alpha is the trimap itself, with hard edges.</source>
        <translation>Nichts ist als unbekannt markiert: das Alpha ist die Trimap selbst, mit harten Kanten.</translation>
    </message>
    <message>
        <source>Everything is marked unknown: the alpha is a guess without any hint.</source>
        <translation>Alles ist als unbekannt markiert: das Alpha ist ohne jeden Hinweis geraten.</translation>
    </message>
    <message>
        <source>No foreground is marked: there is no sample of the subject to go by.</source>
        <translation>Kein Vordergrund ist markiert: es gibt keine Probe vom Motiv.</translation>
    </message>
    <message>
        <source>No background is marked: there is no sample of what to remove.</source>
        <translation>Kein Hintergrund ist markiert: es gibt keine Probe von dem, was wegsoll.</translation>
    </message>
    <message>
        <source>access to {path} is not allowed</source>
        <translation>der Zugriff auf {path} ist nicht erlaubt</translation>
    </message>
    <message>
        <source>{path} is on a disk that cannot be written to</source>
        <translation>{path} liegt auf einem Datenträger, auf den nicht geschrieben werden kann</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>der Datenträger ist voll</translation>
    </message>
    <message>
        <source>the name {path} is too long</source>
        <translation>der Name {path} ist zu lang</translation>
    </message>
</context>
<context>
    <name>CurveFields</name>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Clip black</source>
        <translation>Schwarz kappen</translation>
    </message>
    <message>
        <source>Alpha up to here becomes 0: clears haze</source>
        <translation>Alpha bis hierher wird 0: entfernt Schleier</translation>
    </message>
    <message>
        <source>Clip white</source>
        <translation>Weiß kappen</translation>
    </message>
    <message>
        <source>Alpha from here on becomes 1: closes holes</source>
        <translation>Alpha ab hier wird 1: schließt Löcher</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Gamma</translation>
    </message>
    <message>
        <source>More than 1 makes what lies between denser, less makes it thinner</source>
        <translation>Über 1 wird dichter, was dazwischen liegt, darunter dünner</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Leave the alpha as it was estimated</source>
        <translation>Das Alpha lassen, wie es geschätzt wurde</translation>
    </message>
</context>
<context>
    <name>Destination</name>
    <message>
        <source>“{name}” is there already. Replace it?</source>
        <translation>„{name}“ gibt es schon. Soll die Datei ersetzt werden?</translation>
    </message>
</context>
<context>
    <name>Doubts</name>
    <message>
        <source>Doubtful places could not be found: {}</source>
        <translation>Zweifelhafte Stellen konnten nicht gefunden werden: {}</translation>
    </message>
</context>
<context>
    <name>DragHandle</name>
    <message>
        <source>Drag cutout</source>
        <translation>Freisteller ziehen</translation>
    </message>
    <message>
        <source>Pull the cutout from here into another program</source>
        <translation>Den Freisteller von hier in ein anderes Programm ziehen</translation>
    </message>
    <message>
        <source>Drag the cutout into another program</source>
        <translation>Den Freisteller in ein anderes Programm ziehen</translation>
    </message>
</context>
<context>
    <name>EditRunner</name>
    <message>
        <source>Find a subject first, with a box or a lasso round it.</source>
        <translation>Suchen Sie erst ein Motiv, mit einem Rahmen oder Lasso darum.</translation>
    </message>
    <message>
        <source>Nothing was changed: nothing is corrected.</source>
        <translation>Nichts wurde geändert: Es ist nichts korrigiert.</translation>
    </message>
    <message>
        <source>Nothing was changed: {reason}.</source>
        <translation>Es wurde nichts geändert: {reason}.</translation>
    </message>
</context>
<context>
    <name>EffectBox</name>
    <message>
        <source>Effect</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>What the brush does to alpha: strengthen makes hairs denser and keeps the gaps, clear haze empties the gaps and keeps the hairs</source>
        <translation>Was der Pinsel mit dem Alpha macht: Verstärken macht Haare dichter und lässt die Lücken, Schleier entfernen leert die Lücken und lässt die Haare</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>About {size}</source>
        <translation>Etwa {size}</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>Farbtiefe</translation>
    </message>
    <message>
        <source>Colours under alpha 0</source>
        <translation>Farben unter Alpha 0</translation>
    </message>
    <message>
        <source>Whoever gets the file can bring the background back: it is all still there.</source>
        <translation>Wer die Datei erhält, kann den Hintergrund zurückholen: Er ist noch vollständig da.</translation>
    </message>
    <message>
        <source>Crop to what is visible</source>
        <translation>Auf Sichtbares beschneiden</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>Rand</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Foreground colours at soft edges</source>
        <translation>Vordergrundfarben an weichen Kanten</translation>
    </message>
    <message>
        <source>Colour…</source>
        <translation>Farbe…</translation>
    </message>
    <message>
        <source>Own image</source>
        <translation>Eigenes Bild</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Kompression</translation>
    </message>
    <message>
        <source>1 is fast, 9 is small; the pixels are the same</source>
        <translation>1 ist schnell, 9 ist klein; die Pixel sind dieselben</translation>
    </message>
    <message>
        <source>Lossless</source>
        <translation>Verlustfrei</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Keep EXIF, XMP and resolution</source>
        <translation>EXIF, XMP und Auflösung behalten</translation>
    </message>
    <message>
        <source>Size of the file</source>
        <translation>Größe der Datei</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Under alpha 0</source>
        <translation>Unter Alpha 0</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
</context>
<context>
    <name>ExportPreview</name>
    <message>
        <source>Preview of the export</source>
        <translation>Vorschau des Exports</translation>
    </message>
</context>
<context>
    <name>ExportStrip</name>
    <message>
        <source>How far the export is</source>
        <translation>Wie weit der Export ist</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Write nothing; a file that was there before stays</source>
        <translation>Nichts schreiben; eine Datei, die schon da war, bleibt</translation>
    </message>
    <message>
        <source>Giving up {name} …</source>
        <translation>{name} wird abgebrochen …</translation>
    </message>
    <message>
        <source>{name} waits for the alpha …</source>
        <translation>{name} wartet auf das Alpha …</translation>
    </message>
    <message>
        <source>Exporting {name} …</source>
        <translation>{name} wird exportiert …</translation>
    </message>
    <message>
        <source>Finishing {name} …</source>
        <translation>{name} wird fertiggestellt …</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Cutout with alpha</source>
        <translation>Freisteller mit Alpha</translation>
    </message>
    <message>
        <source>Alpha alone</source>
        <translation>Nur Alpha</translation>
    </message>
    <message>
        <source>Foreground colours alone</source>
        <translation>Nur Vordergrundfarben</translation>
    </message>
    <message>
        <source>Composite over a background</source>
        <translation>Komposition auf einem Hintergrund</translation>
    </message>
    <message>
        <source>As the image</source>
        <translation>Wie das Bild</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 Bit</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>16 bits, floating point</source>
        <translation>16 Bit, Gleitkomma</translation>
    </message>
    <message>
        <source>32 bits, floating point</source>
        <translation>32 Bit, Gleitkomma</translation>
    </message>
    <message>
        <source>The edge&apos;s colours, continued</source>
        <translation>Die Farben der Kante, fortgesetzt</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>Schwarz</translation>
    </message>
    <message>
        <source>The image as it was</source>
        <translation>Das Bild, wie es war</translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message>
        <source>Images and projects ({0})</source>
        <translation>Bilder und Projekte ({0})</translation>
    </message>
    <message>
        <source>Images ({0})</source>
        <translation>Bilder ({0})</translation>
    </message>
    <message>
        <source>Projects ({0})</source>
        <translation>Projekte ({0})</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Import Model</source>
        <translation>Modell importieren</translation>
    </message>
    <message>
        <source>Weights ({0})</source>
        <translation>Gewichte ({0})</translation>
    </message>
    <message>
        <source>Unsaved Work</source>
        <translation>Nicht gespeicherte Arbeit</translation>
    </message>
    <message>
        <source>“{name}” has changed since it was saved. Save it before it is closed?</source>
        <translation>„{name}“ wurde seit dem Speichern geändert. Vor dem Schließen speichern?</translation>
    </message>
    <message>
        <source>Save Project</source>
        <translation>Projekt speichern</translation>
    </message>
    <message>
        <source>OpenRaster ({0})</source>
        <translation>OpenRaster ({0})</translation>
    </message>
    <message>
        <source>Open Trimap</source>
        <translation>Trimap öffnen</translation>
    </message>
    <message>
        <source>Trimap from Mask</source>
        <translation>Trimap aus Maske</translation>
    </message>
    <message>
        <source>Export Trimap</source>
        <translation>Trimap exportieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Open Background</source>
        <translation>Hintergrund öffnen</translation>
    </message>
    <message>
        <source>PNG (*.png);;TIFF (*.tif *.tiff)</source>
        <translation>PNG (*.png);;TIFF (*.tif *.tiff)</translation>
    </message>
    <message>
        <source>Saving {name}: {percent} %</source>
        <translation>{name} wird gespeichert: {percent} %</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>{name} gespeichert</translation>
    </message>
</context>
<context>
    <name>FileService</name>
    <message>
        <source>{name} could not be opened: {reason}</source>
        <translation>{name} konnte nicht geöffnet werden: {reason}</translation>
    </message>
    <message>
        <source>The work on {name} could not be restored: {reason}</source>
        <translation>Die Arbeit an {name} konnte nicht wiederhergestellt werden: {reason}</translation>
    </message>
    <message>
        <source>Trimap from {name}</source>
        <translation>Trimap aus {name}</translation>
    </message>
    <message>
        <source>The trimap {name} could not be opened: {reason}</source>
        <translation>Die Trimap {name} konnte nicht geöffnet werden: {reason}</translation>
    </message>
    <message>
        <source>The background {name} could not be opened: {reason}</source>
        <translation>Der Hintergrund {name} konnte nicht geöffnet werden: {reason}</translation>
    </message>
    <message>
        <source>Importing {name} …</source>
        <translation>{name} wird importiert …</translation>
    </message>
    <message>
        <source>{name} could not be imported: {reason}</source>
        <translation>{name} konnte nicht importiert werden: {reason}</translation>
    </message>
</context>
<context>
    <name>FileWriter</name>
    <message>
        <source>Nothing was exported: the alpha is not finished.</source>
        <translation>Es wurde nichts exportiert: Das Alpha ist nicht fertig.</translation>
    </message>
    <message>
        <source>Wrote {name}</source>
        <translation>{name} geschrieben</translation>
    </message>
    <message>
        <source>The export of {name} was cancelled; nothing was written.</source>
        <translation>Der Export von {name} wurde abgebrochen; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>{name} could not be written: {reason}</source>
        <translation>{name} konnte nicht geschrieben werden: {reason}</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Navigator</source>
        <translation>Navigator</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Adjust</source>
        <translation>Anpassen</translation>
    </message>
    <message>
        <source>Matte</source>
        <translation>Freistellen</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>FrameCommands</name>
    <message>
        <source>About MatteGUI</source>
        <translation>Über MatteGUI</translation>
    </message>
    <message>
        <source>&lt;h3&gt;MatteGUI {version}&lt;/h3&gt;&lt;p&gt;Cut out hair, fur and smoke with Deep Image Matting (Xu, Price, Cohen, Huang, CVPR 2017).&lt;/p&gt;&lt;p&gt;MIT licence.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;MatteGUI {version}&lt;/h3&gt;&lt;p&gt;Haare, Fell und Rauch freistellen mit Deep Image Matting (Xu, Price, Cohen, Huang, CVPR 2017).&lt;/p&gt;&lt;p&gt;MIT-Lizenz.&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>GlimpsePage</name>
    <message>
        <source>Image that is being loaded</source>
        <translation>Bild, das geladen wird</translation>
    </message>
    <message>
        <source>Loading {name} …</source>
        <translation>{name} wird geladen …</translation>
    </message>
</context>
<context>
    <name>Glimpses</name>
    <message>
        <source>There is no glimpse of the image: {reason}</source>
        <translation>Es gibt keine Vorschau des Bildes: {reason}</translation>
    </message>
</context>
<context>
    <name>HistogramCounter</name>
    <message>
        <source>The histogram could not be counted: {}</source>
        <translation>Das Histogramm konnte nicht gezählt werden: {}</translation>
    </message>
</context>
<context>
    <name>HistogramPanel</name>
    <message>
        <source>Shares of alpha</source>
        <translation>Anteile des Alphas</translation>
    </message>
    <message>
        <source>0: {empty:.1f} %   between: {between:.1f} %   1: {solid:.1f} %</source>
        <translation>0: {empty:.1f} %   dazwischen: {between:.1f} %   1: {solid:.1f} %</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>Your work is being written down again.</source>
        <translation>Ihre Arbeit wird wieder mitgeschrieben.</translation>
    </message>
    <message>
        <source>What you paint cannot be written down against a crash ({reason}). You can go on painting; save your work.</source>
        <translation>Was Sie malen, kann nicht gegen einen Absturz mitgeschrieben werden ({reason}). Sie können weitermalen; speichern Sie Ihre Arbeit.</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search for an action</source>
        <translation>Aktion suchen</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Neue Tasten</translation>
    </message>
    <message>
        <source>Reset this</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>{keys} belongs to “{action}” already; give that one other keys first.</source>
        <translation>{keys} gehört schon zu „{action}“; geben Sie dieser Aktion zuerst andere Tasten.</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>foreground</source>
        <translation>Vordergrund</translation>
    </message>
    <message>
        <source>background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>Letters</name>
    <message>
        <source>F</source>
        <translation>V</translation>
    </message>
    <message>
        <source>B</source>
        <translation>H</translation>
    </message>
    <message>
        <source>U</source>
        <translation>U</translation>
    </message>
</context>
<context>
    <name>MaskFields</name>
    <message>
        <source>Trimaps</source>
        <translation>Trimaps</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>Masken</translation>
    </message>
    <message>
        <source>What the folder holds</source>
        <translation>Was der Ordner enthält</translation>
    </message>
    <message>
        <source>Of masks, grey or with alpha, trimaps are made: unknown along their edges</source>
        <translation>Aus Masken, grau oder mit Alpha, werden Trimaps erzeugt: entlang ihrer Kanten unbekannt</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>Band</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>How far the unknown reaches to each side of a typical edge</source>
        <translation>Wie weit das Unbekannte zu beiden Seiten einer typischen Kante reicht</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Show in Folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>Meldung schließen</translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>The model {model} is not installed any more; one is chosen for you.</source>
        <translation>Das Modell {model} ist nicht mehr installiert; es wird eines für Sie gewählt.</translation>
    </message>
    <message>
        <source>This project was made with the model {model}, which is not installed: what you paint now is solved by another one.</source>
        <translation>Dieses Projekt entstand mit dem Modell {model}, das nicht installiert ist: Was Sie jetzt malen, berechnet ein anderes.</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>Im Einsatz</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>{model} (no weights)</source>
        <translation>{model} (keine Gewichte)</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>The full network: best, and fast on a graphics card.</source>
        <translation>Das volle Netz: am besten, und schnell auf einer Grafikkarte.</translation>
    </message>
    <message>
        <source>The same network at a quarter of the width, for processors.</source>
        <translation>Dasselbe Netz in einem Viertel der Breite, für Prozessoren.</translation>
    </message>
    <message>
        <source>Closed form drawn towards dim-lite&apos;s alpha: the best on a processor.</source>
        <translation>Closed Form, zum Alpha von dim-lite hingezogen: das Beste auf einem Prozessor.</translation>
    </message>
    <message>
        <source>Levin 2008: good where colours differ, needs no weights.</source>
        <translation>Levin 2008: gut, wo sich Farben unterscheiden; braucht keine Gewichte.</translation>
    </message>
    <message>
        <source>Chen 2012: links pixels of like colour, also far apart.</source>
        <translation>Chen 2012: verbindet Pixel ähnlicher Farbe, auch weit auseinander.</translation>
    </message>
    <message>
        <source>He 2010: closed form with larger windows.</source>
        <translation>He 2010: geschlossene Form mit größeren Fenstern.</translation>
    </message>
</context>
<context>
    <name>NavigatorPanel</name>
    <message>
        <source>Navigator</source>
        <translation>Navigator</translation>
    </message>
    <message>
        <source>The arrow keys move the visible part of the image</source>
        <translation>Die Pfeiltasten verschieben den sichtbaren Teil des Bildes</translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message>
        <source>Unsaved work</source>
        <translation>Nicht gespeicherte Arbeit</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Ask again at the next start</source>
        <translation>Beim nächsten Start wieder fragen</translation>
    </message>
    <message>
        <source>The program ended without saving your work on {name}, last painted on {when}.</source>
        <translation>Das Programm wurde beendet, ohne Ihre Arbeit an {name} zu speichern; zuletzt gemalt: {when}.</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>The trimap was made of the mask {name}.</source>
        <translation>Die Trimap wurde aus der Maske {name} erzeugt.</translation>
    </message>
    <message>
        <source>The trimap was made from the image&apos;s own alpha channel.</source>
        <translation>Die Trimap wurde aus dem Alphakanal des Bildes erzeugt.</translation>
    </message>
    <message>
        <source>{path} has been replaced by another image of {width}×{height} pixels; the one that was painted on had {before}</source>
        <translation>{path} wurde durch ein anderes Bild mit {width}×{height} Pixeln ersetzt; das bemalte hatte {before}</translation>
    </message>
    <message>
        <source>{name} has changed since it was painted on; check that all fits.</source>
        <translation>{name} hat sich geändert, seit darauf gemalt wurde; prüfen Sie, ob alles passt.</translation>
    </message>
    <message>
        <source>The end of the journal is damaged; everything before it was restored.</source>
        <translation>Das Ende des Protokolls ist beschädigt; alles davor wurde wiederhergestellt.</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>Foreground</source>
        <translation>Vordergrund</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Paint what is surely subject ({foreground})</source>
        <translation>Malen, was sicher Motiv ist ({foreground})</translation>
    </message>
    <message>
        <source>Paint what is surely background ({background})</source>
        <translation>Malen, was sicher Hintergrund ist ({background})</translation>
    </message>
    <message>
        <source>Paint hair, fur, smoke and soft edges ({unknown})</source>
        <translation>Haare, Fell, Rauch und weiche Kanten malen ({unknown})</translation>
    </message>
    <message>
        <source>Lock foreground</source>
        <translation>Vordergrund sperren</translation>
    </message>
    <message>
        <source>Nothing changes what is marked as foreground</source>
        <translation>Nichts ändert, was als Vordergrund markiert ist</translation>
    </message>
    <message>
        <source>Lock background</source>
        <translation>Hintergrund sperren</translation>
    </message>
    <message>
        <source>Nothing changes what is marked as background</source>
        <translation>Nichts ändert, was als Hintergrund markiert ist</translation>
    </message>
    <message>
        <source>Lock unknown</source>
        <translation>Unbekannt sperren</translation>
    </message>
    <message>
        <source>Nothing changes what is marked as unknown</source>
        <translation>Nichts ändert, was als unbekannt markiert ist</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Glätten</translation>
    </message>
    <message>
        <source>Strengthen</source>
        <translation>Verstärken</translation>
    </message>
    <message>
        <source>Clear haze</source>
        <translation>Schleier entfernen</translation>
    </message>
</context>
<context>
    <name>OptionsBar</name>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Estimate the alpha after every stroke</source>
        <translation>Das Alpha nach jedem Strich schätzen</translation>
    </message>
    <message>
        <source>Diameter of the brush, in pixels of the image ({smaller} and {larger})</source>
        <translation>Durchmesser des Pinsels in Bildpixeln ({smaller} und {larger})</translation>
    </message>
    <message>
        <source>Take corrections away: what was estimated shows again ({erase})</source>
        <translation>Korrekturen wegnehmen: Das Geschätzte ist wieder zu sehen ({erase})</translation>
    </message>
    <message>
        <source>Width of the band of unknown ({narrower} and {wider})</source>
        <translation>Breite des unbekannten Bandes ({narrower} und {wider})</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Radieren</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>One size</source>
        <translation>Eine Größe</translation>
    </message>
    <message>
        <source>Use one size for all labels and brushes</source>
        <translation>Eine Größe für alle Markierungen und Pinsel verwenden</translation>
    </message>
    <message>
        <source>Pressure</source>
        <translation>Druck</translation>
    </message>
    <message>
        <source>A pen&apos;s pressure changes the size</source>
        <translation>Der Druck des Stifts ändert die Größe</translation>
    </message>
    <message>
        <source>Hardness</source>
        <translation>Härte</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Toleranz</translation>
    </message>
    <message>
        <source>Contiguous</source>
        <translation>Benachbart</translation>
    </message>
    <message>
        <source>Only what is connected with where you click</source>
        <translation>Nur, was mit der angeklickten Stelle verbunden ist</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>Band</translation>
    </message>
</context>
<context>
    <name>PaintController</name>
    <message>
        <source>Invert the trimap</source>
        <translation>Trimap umkehren</translation>
    </message>
    <message>
        <source>Clear the trimap</source>
        <translation>Trimap leeren</translation>
    </message>
    <message>
        <source>Clear the retouch</source>
        <translation>Retusche leeren</translation>
    </message>
    <message>
        <source>Clear the corrections of decontamination</source>
        <translation>Dekontaminationskorrekturen leeren</translation>
    </message>
    <message>
        <source>Grow Unknown</source>
        <translation>Unbekannt ausweiten</translation>
    </message>
    <message>
        <source>Grow unknown</source>
        <translation>Unbekannt ausweiten</translation>
    </message>
    <message>
        <source>Shrink Unknown</source>
        <translation>Unbekannt verkleinern</translation>
    </message>
    <message>
        <source>Shrink unknown</source>
        <translation>Unbekannt verkleinern</translation>
    </message>
    <message>
        <source>Smooth Unknown</source>
        <translation>Unbekannt glätten</translation>
    </message>
    <message>
        <source>Smooth unknown</source>
        <translation>Unbekannt glätten</translation>
    </message>
    <message>
        <source>Mark Edges Unknown</source>
        <translation>Kanten als unbekannt markieren</translation>
    </message>
    <message>
        <source>Mark edges unknown</source>
        <translation>Kanten als unbekannt markieren</translation>
    </message>
    <message>
        <source>Drag a box round the subject, with a little room to each side.</source>
        <translation>Ziehen Sie einen Rahmen um das Motiv, mit etwas Platz auf jeder Seite.</translation>
    </message>
    <message>
        <source>Trimap from the alpha</source>
        <translation>Trimap aus dem Alpha</translation>
    </message>
    <message>
        <source>Subject found again</source>
        <translation>Motiv erneut gesucht</translation>
    </message>
    <message>
        <source>Trimap from the mask</source>
        <translation>Trimap aus der Maske</translation>
    </message>
    <message>
        <source>Foreground, alpha {alpha:.3f}, colour {red} {green} {blue}</source>
        <translation>Vordergrund, Alpha {alpha:.3f}, Farbe {red} {green} {blue}</translation>
    </message>
    <message>
        <source>Background, alpha {alpha:.3f}, colour {red} {green} {blue}</source>
        <translation>Hintergrund, Alpha {alpha:.3f}, Farbe {red} {green} {blue}</translation>
    </message>
    <message>
        <source>Unknown, alpha {alpha:.3f}, colour {red} {green} {blue}</source>
        <translation>Unbekannt, Alpha {alpha:.3f}, Farbe {red} {green} {blue}</translation>
    </message>
    <message>
        <source>Pixels:</source>
        <translation>Pixel:</translation>
    </message>
    <message>
        <source>{what} … · {cancel}: cancel</source>
        <translation>{what} … · {cancel}: abbrechen</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Type what you want to do</source>
        <translation>Tippen Sie, was Sie tun möchten</translation>
    </message>
    <message>
        <source>Search for a command</source>
        <translation>Befehl suchen</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Matting</source>
        <translation>Freistellen</translation>
    </message>
    <message>
        <source>Painting</source>
        <translation>Malen</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Colours of the desktop</source>
        <translation>Farben des Desktops</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Language of the desktop</source>
        <translation>Sprache des Desktops</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>From the next start on.</source>
        <translation>Ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Memory for undo</source>
        <translation>Speicher für Rückgängig</translation>
    </message>
    <message>
        <source>The oldest steps are forgotten when it is full.</source>
        <translation>Ist er voll, werden die ältesten Schritte vergessen.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Unknown band</source>
        <translation>Unbekanntes Band</translation>
    </message>
    <message>
        <source>On each side of an edge, where a trimap is made from an alpha.</source>
        <translation>Auf jeder Seite einer Kante, wo eine Trimap aus einem Alpha entsteht.</translation>
    </message>
    <message>
        <source>A pen that is pressed harder paints wider</source>
        <translation>Ein stärker gedrückter Stift malt breiter</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Tablet</source>
        <translation>Grafiktablett</translation>
    </message>
    <message>
        <source>Around the image</source>
        <translation>Um das Bild</translation>
    </message>
    <message>
        <source>A neutral grey leaves the image&apos;s colours as they are.</source>
        <translation>Ein neutrales Grau lässt die Farben des Bildes, wie sie sind.</translation>
    </message>
    <message>
        <source>Colour around the image</source>
        <translation>Farbe um das Bild</translation>
    </message>
</context>
<context>
    <name>ProjectSaver</name>
    <message>
        <source>Of the snapshot “{name}” only the trimap was saved: its corrections are too large.</source>
        <translation>Vom Schnappschuss „{name}“ wurde nur die Trimap gespeichert: Seine Korrekturen sind zu groß.</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Working …</source>
        <translation>In Arbeit …</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Done before</source>
        <translation>Schon erledigt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Zu prüfen</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
</context>
<context>
    <name>QueueTable</name>
    <message>
        <source>Images of the batch</source>
        <translation>Bilder des Stapels</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>no edge runs under the stroke</source>
        <translation>unter dem Strich verläuft keine Kante</translation>
    </message>
    <message>
        <source>the trimap is like that already</source>
        <translation>die Trimap ist schon so</translation>
    </message>
    <message>
        <source>nothing was painted since the subject was found</source>
        <translation>seit das Motiv gefunden wurde, wurde nichts gemalt</translation>
    </message>
    <message>
        <source>the mask selects nothing: there is no subject to draw a band round</source>
        <translation>die Maske wählt nichts aus: Es gibt kein Motiv, um das ein Band gezogen werden könnte</translation>
    </message>
    <message>
        <source>the mask selects the whole image: there is no edge to draw a band along</source>
        <translation>die Maske wählt das ganze Bild aus: Es gibt keine Kante für ein Band</translation>
    </message>
    <message>
        <source>the box is empty: it needs a width and a height</source>
        <translation>der Rahmen ist leer: Er braucht Breite und Höhe</translation>
    </message>
    <message>
        <source>the lasso encloses no pixel of the image</source>
        <translation>das Lasso umschließt kein Pixel des Bildes</translation>
    </message>
    <message>
        <source>the image has one colour only there: nothing can be told apart</source>
        <translation>das Bild hat dort nur eine Farbe: Es lässt sich nichts unterscheiden</translation>
    </message>
    <message>
        <source>the subject could not be told from its background; draw closer round it, or leave more room to one side</source>
        <translation>das Motiv ließ sich nicht von seinem Hintergrund unterscheiden; ziehen Sie enger darum, oder lassen Sie an einer Seite mehr Platz</translation>
    </message>
    <message>
        <source>the mask has the same value everywhere: it divides nothing</source>
        <translation>die Maske hat überall denselben Wert: Sie trennt nichts</translation>
    </message>
    <message>
        <source>a point&apos;s coordinates must be finite numbers</source>
        <translation>die Koordinaten eines Punktes müssen endliche Zahlen sein</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>Open &amp;Recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Clear This List</source>
        <translation>&amp;Liste leeren</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>What was painted before a crash cannot be restored: {reason}</source>
        <translation>Was vor einem Absturz gemalt wurde, kann nicht wiederhergestellt werden: {reason}</translation>
    </message>
    <message>
        <source>The journals of unsaved work cannot be read: {reason}</source>
        <translation>Die Protokolle nicht gespeicherter Arbeit können nicht gelesen werden: {reason}</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>The settings in {path} cannot be read, defaults are used, and the file is kept as {kept}: {reason}</source>
        <translation>Die Einstellungen in {path} können nicht gelesen werden, Vorgaben werden verwendet, und die Datei bleibt als {kept} erhalten: {reason}</translation>
    </message>
    <message>
        <source>Of the settings in {path} some cannot be read and have defaults, and the file is kept as {kept}: {reasons}</source>
        <translation>Von den Einstellungen in {path} können einige nicht gelesen werden und haben Vorgabewerte, und die Datei bleibt als {kept} erhalten: {reasons}</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Keys and mouse</source>
        <translation>Tasten und Maus</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>Auf der Arbeitsfläche</translation>
    </message>
    <message>
        <source>Left button</source>
        <translation>Linke Taste</translation>
    </message>
    <message>
        <source>Paint with the label that is chosen</source>
        <translation>Mit der gewählten Markierung malen</translation>
    </message>
    <message>
        <source>Right button, or Alt</source>
        <translation>Rechte Taste oder Alt</translation>
    </message>
    <message>
        <source>Paint with the opposite label</source>
        <translation>Mit der Gegenmarkierung malen</translation>
    </message>
    <message>
        <source>Shift and click</source>
        <translation>Umschalt und Klick</translation>
    </message>
    <message>
        <source>Straight line from the last point</source>
        <translation>Gerade Linie vom letzten Punkt aus</translation>
    </message>
    <message>
        <source>Space and drag, middle button</source>
        <translation>Leertaste und ziehen, mittlere Taste</translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation>Das Bild verschieben</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Zoom at the cursor</source>
        <translation>Am Zeiger zoomen</translation>
    </message>
    <message>
        <source>Shift and wheel</source>
        <translation>Umschalt und Mausrad</translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation>Größe des Pinsels</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Drop the stroke; stop matting</source>
        <translation>Den Strich verwerfen; das Freistellen anhalten</translation>
    </message>
</context>
<context>
    <name>SnapshotList</name>
    <message>
        <source>Snapshots</source>
        <translation>Schnappschüsse</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Keep the work as it is now</source>
        <translation>Die Arbeit festhalten, wie sie jetzt ist</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Make the work what it was; this can be undone</source>
        <translation>Die Arbeit auf diesen Stand bringen; das lässt sich rückgängig machen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Give the snapshot another name</source>
        <translation>Dem Schnappschuss einen anderen Namen geben</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Forget the snapshot</source>
        <translation>Den Schnappschuss vergessen</translation>
    </message>
    <message>
        <source>Taken on {when}</source>
        <translation>Aufgenommen am {when}</translation>
    </message>
</context>
<context>
    <name>Snapshots</name>
    <message>
        <source>Snapshot {number}</source>
        <translation>Schnappschuss {number}</translation>
    </message>
    <message>
        <source>Restore {name}</source>
        <translation>{name} wiederherstellen</translation>
    </message>
    <message>
        <source>The snapshot is damaged: {reason}</source>
        <translation>Der Schnappschuss ist beschädigt: {reason}</translation>
    </message>
</context>
<context>
    <name>Solver</name>
    <message>
        <source>The alpha could not be estimated: {reason}</source>
        <translation>Das Alpha konnte nicht geschätzt werden: {reason}</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Drop an image here</source>
        <translation>Ziehen Sie ein Bild hierher</translation>
    </message>
    <message>
        <source>Paint what is subject, what is background, and what is unknown: hair, fur, smoke, soft edges.
The cutout appears while you paint.</source>
        <translation>Malen Sie, was Motiv, was Hintergrund und was unbekannt ist: Haare, Fell, Rauch, weiche Kanten.
Der Freisteller entsteht, während Sie malen.</translation>
    </message>
    <message>
        <source>Open an image…</source>
        <translation>Ein Bild öffnen…</translation>
    </message>
    <message>
        <source>Paste an image</source>
        <translation>Ein Bild einfügen</translation>
    </message>
    <message>
        <source>Sample: {name}</source>
        <translation>Beispiel: {name}</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Matting %p %</source>
        <translation>Freistellen %p %</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop matting ({cancel})</source>
        <translation>Freistellen anhalten ({cancel})</translation>
    </message>
    <message>
        <source>{percent:.0f} %</source>
        <translation>{percent:.0f} %</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Opened</source>
        <translation>Geöffnet</translation>
    </message>
</context>
<context>
    <name>Styles</name>
    <message>
        <source>Tint</source>
        <translation>Tönung</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Kontur</translation>
    </message>
    <message>
        <source>Hatching</source>
        <translation>Schraffur</translation>
    </message>
</context>
<context>
    <name>Toolbox</name>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>{tool} ({key})</source>
        <translation>{tool} ({key})</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>Subject in a box</source>
        <translation>Motiv im Rahmen</translation>
    </message>
    <message>
        <source>Subject from a box</source>
        <translation>Motiv aus einem Rahmen</translation>
    </message>
    <message>
        <source>Subject in a lasso</source>
        <translation>Motiv im Lasso</translation>
    </message>
    <message>
        <source>Subject from a lasso</source>
        <translation>Motiv aus einem Lasso</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Drag to paint · right button: opposite label · Shift+click: straight line · {smaller} {larger} size</source>
        <translation>Ziehen: malen · rechte Taste: Gegenmarkierung · Umschalt+Klick: gerade Linie · {smaller} {larger} Größe</translation>
    </message>
    <message>
        <source>Paint foreground</source>
        <translation>Vordergrund malen</translation>
    </message>
    <message>
        <source>Paint background</source>
        <translation>Hintergrund malen</translation>
    </message>
    <message>
        <source>Paint unknown</source>
        <translation>Unbekannt malen</translation>
    </message>
    <message>
        <source>Lasso fill</source>
        <translation>Lasso füllen</translation>
    </message>
    <message>
        <source>Drag round an area to fill it · right button: opposite label</source>
        <translation>Einen Bereich umfahren, um ihn zu füllen · rechte Taste: Gegenmarkierung</translation>
    </message>
    <message>
        <source>Fill a lasso as foreground</source>
        <translation>Lasso als Vordergrund füllen</translation>
    </message>
    <message>
        <source>Fill a lasso as background</source>
        <translation>Lasso als Hintergrund füllen</translation>
    </message>
    <message>
        <source>Fill a lasso as unknown</source>
        <translation>Lasso als unbekannt füllen</translation>
    </message>
    <message>
        <source>Rectangle fill</source>
        <translation>Rechteck füllen</translation>
    </message>
    <message>
        <source>Drag from corner to corner to fill a rectangle · right button: opposite label</source>
        <translation>Von Ecke zu Ecke ziehen, um ein Rechteck zu füllen · rechte Taste: Gegenmarkierung</translation>
    </message>
    <message>
        <source>Fill a rectangle as foreground</source>
        <translation>Rechteck als Vordergrund füllen</translation>
    </message>
    <message>
        <source>Fill a rectangle as background</source>
        <translation>Rechteck als Hintergrund füllen</translation>
    </message>
    <message>
        <source>Fill a rectangle as unknown</source>
        <translation>Rechteck als unbekannt füllen</translation>
    </message>
    <message>
        <source>Ellipse fill</source>
        <translation>Ellipse füllen</translation>
    </message>
    <message>
        <source>Drag from corner to corner to fill an ellipse · right button: opposite label</source>
        <translation>Von Ecke zu Ecke ziehen, um eine Ellipse zu füllen · rechte Taste: Gegenmarkierung</translation>
    </message>
    <message>
        <source>Fill an ellipse as foreground</source>
        <translation>Ellipse als Vordergrund füllen</translation>
    </message>
    <message>
        <source>Fill an ellipse as background</source>
        <translation>Ellipse als Hintergrund füllen</translation>
    </message>
    <message>
        <source>Fill an ellipse as unknown</source>
        <translation>Ellipse als unbekannt füllen</translation>
    </message>
    <message>
        <source>Flood fill</source>
        <translation>Fläche füllen</translation>
    </message>
    <message>
        <source>Click to fill an area of one label · right button: opposite label</source>
        <translation>Klicken, um eine Fläche einer Markierung zu füllen · rechte Taste: Gegenmarkierung</translation>
    </message>
    <message>
        <source>Flood with foreground</source>
        <translation>Fläche mit Vordergrund füllen</translation>
    </message>
    <message>
        <source>Flood with background</source>
        <translation>Fläche mit Hintergrund füllen</translation>
    </message>
    <message>
        <source>Flood with unknown</source>
        <translation>Fläche mit Unbekannt füllen</translation>
    </message>
    <message>
        <source>Colour wand</source>
        <translation>Zauberstab</translation>
    </message>
    <message>
        <source>Click on a colour to mark what looks alike · right button: opposite label</source>
        <translation>Auf eine Farbe klicken, um Ähnliches zu markieren · rechte Taste: Gegenmarkierung</translation>
    </message>
    <message>
        <source>Colour as foreground</source>
        <translation>Farbe als Vordergrund</translation>
    </message>
    <message>
        <source>Colour as background</source>
        <translation>Farbe als Hintergrund</translation>
    </message>
    <message>
        <source>Colour as unknown</source>
        <translation>Farbe als unbekannt</translation>
    </message>
    <message>
        <source>Edge band</source>
        <translation>Kantenband</translation>
    </message>
    <message>
        <source>Drag loosely along an edge to mark a band of unknown on it · {smaller} {larger} size · {narrower} {wider} band</source>
        <translation>Locker an einer Kante entlangziehen, um sie als unbekanntes Band zu markieren · {smaller} {larger} Größe · {narrower} {wider} Band</translation>
    </message>
    <message>
        <source>Drag to correct the alpha · right button: the opposite · {smaller} {larger} size</source>
        <translation>Ziehen, um das Alpha zu korrigieren · rechte Taste: das Gegenteil · {smaller} {larger} Größe</translation>
    </message>
    <message>
        <source>Erase retouch</source>
        <translation>Retusche ausradieren</translation>
    </message>
    <message>
        <source>Drag to remove the background&apos;s colours · right button: bring them back · {smaller} {larger} size</source>
        <translation>Ziehen, um die Farben des Hintergrunds zu entfernen · rechte Taste: zurückholen · {smaller} {larger} Größe</translation>
    </message>
    <message>
        <source>Mark an edge as unknown</source>
        <translation>Kante als unbekannt markieren</translation>
    </message>
    <message>
        <source>Drag a box round the subject, with a little room to each side · {find-again} learn from what was painted since</source>
        <translation>Einen Rahmen um das Motiv ziehen, mit etwas Platz auf jeder Seite · {find-again} aus dem seither Gemalten lernen</translation>
    </message>
    <message>
        <source>Drag loosely round the subject, with a little room to each side · {find-again} learn from what was painted since</source>
        <translation>Locker um das Motiv ziehen, mit etwas Platz auf jeder Seite · {find-again} aus dem seither Gemalten lernen</translation>
    </message>
    <message>
        <source>Retouch alpha</source>
        <translation>Alpha retuschieren</translation>
    </message>
    <message>
        <source>Add to alpha</source>
        <translation>Zum Alpha hinzufügen</translation>
    </message>
    <message>
        <source>Remove from alpha</source>
        <translation>Vom Alpha entfernen</translation>
    </message>
    <message>
        <source>Smooth alpha</source>
        <translation>Alpha glätten</translation>
    </message>
    <message>
        <source>Strengthen alpha</source>
        <translation>Alpha verstärken</translation>
    </message>
    <message>
        <source>Clear haze from alpha</source>
        <translation>Schleier aus dem Alpha entfernen</translation>
    </message>
    <message>
        <source>Decontaminate</source>
        <translation>Dekontaminieren</translation>
    </message>
    <message>
        <source>Decontaminate colours</source>
        <translation>Farben dekontaminieren</translation>
    </message>
    <message>
        <source>Take decontamination away</source>
        <translation>Dekontamination wegnehmen</translation>
    </message>
    <message>
        <source>Erase corrections of decontamination</source>
        <translation>Dekontaminationskorrekturen ausradieren</translation>
    </message>
    <message>
        <source>Alpha eyedropper</source>
        <translation>Alpha-Pipette</translation>
    </message>
    <message>
        <source>Click to read alpha and colour, and to take the colour for the view on a colour</source>
        <translation>Klicken, um Alpha und Farbe zu lesen und die Farbe für die Ansicht auf Farbe zu nehmen</translation>
    </message>
    <message>
        <source>Read alpha</source>
        <translation>Alpha lesen</translation>
    </message>
    <message>
        <source>Hand</source>
        <translation>Hand</translation>
    </message>
    <message>
        <source>Drag to move the image · with every tool: middle button, or Space and drag</source>
        <translation>Ziehen, um das Bild zu verschieben · mit jedem Werkzeug: mittlere Taste, oder Leertaste und ziehen</translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation>Das Bild verschieben</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Click to zoom in · right button or Alt: out · drag a box to look at it</source>
        <translation>Klicken: vergrößern · rechte Taste oder Alt: verkleinern · Rahmen ziehen, um ihn zu betrachten</translation>
    </message>
</context>
<context>
    <name>ViewController</name>
    <message>
        <source>Doubtful spot {number} of {count}</source>
        <translation>Zweifelhafte Stelle {number} von {count}</translation>
    </message>
    <message>
        <source>There is no doubtful spot.</source>
        <translation>Es gibt keine zweifelhafte Stelle.</translation>
    </message>
</context>
<context>
    <name>ViewOptionsPanel</name>
    <message>
        <source>The brighter, the more doubtful · {next-doubt} goes to the next spot</source>
        <translation>Je heller, desto zweifelhafter · {next-doubt} springt zur nächsten Stelle</translation>
    </message>
    <message>
        <source>What is nearly empty in orange, what is nearly solid in blue: alpha up to 10 % and from 90 % on ({marks})</source>
        <translation>Fast Leeres orange, fast Volles blau: Alpha bis 10 % und ab 90 % ({marks})</translation>
    </message>
    <message>
        <source>Style of the trimap&apos;s overlay</source>
        <translation>Stil der Trimap-Überlagerung</translation>
    </message>
    <message>
        <source>Opacity of the trimap&apos;s overlay</source>
        <translation>Deckkraft der Trimap-Überlagerung</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>Stil</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Mark haze and holes</source>
        <translation>Schleier und Löcher markieren</translation>
    </message>
    <message>
        <source>Colour…</source>
        <translation>Farbe…</translation>
    </message>
    <message>
        <source>Colour behind the cutout</source>
        <translation>Farbe hinter dem Freisteller</translation>
    </message>
    <message>
        <source>Own image…</source>
        <translation>Eigenes Bild…</translation>
    </message>
    <message>
        <source>Size of the own image, in per cent</source>
        <translation>Größe des eigenen Bildes in Prozent</translation>
    </message>
    <message>
        <source>Own image, how far to the right</source>
        <translation>Eigenes Bild: wie weit nach rechts</translation>
    </message>
    <message>
        <source>Own image, how far down</source>
        <translation>Eigenes Bild: wie weit nach unten</translation>
    </message>
    <message>
        <source>Fill the image</source>
        <translation>Bild ausfüllen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>Waagerecht</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Senkrecht</translation>
    </message>
    <message>
        <source>How much of the image shines through</source>
        <translation>Wie stark das Bild durchscheint</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>ViewPanel</name>
    <message>
        <source>{view} ({key})</source>
        <translation>{view} ({key})</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>A file is still being written; the window closes after that.</source>
        <translation>Eine Datei wird noch geschrieben; danach schließt sich das Fenster.</translation>
    </message>
    <message>
        <source>Wrote {path}</source>
        <translation>{path} geschrieben</translation>
    </message>
</context>
<context>
    <name>Wipe</name>
    <message>
        <source>Border between both sides of the comparison</source>
        <translation>Grenze zwischen den beiden Seiten des Vergleichs</translation>
    </message>
    <message>
        <source>Drag to see more of one side</source>
        <translation>Ziehen, um mehr von einer Seite zu sehen</translation>
    </message>
</context>
<context>
    <name>ZoomPreview</name>
    <message>
        <source>Wheel: zoom · drag: move · double click or Z: 100 %</source>
        <translation>Rad: Zoom · Ziehen: verschieben · Doppelklick oder Z: 100 %</translation>
    </message>
</context>
<context>
    <name>_Curve</name>
    <message>
        <source>Histogram of alpha</source>
        <translation>Histogramm des Alphas</translation>
    </message>
</context>
</TS>
