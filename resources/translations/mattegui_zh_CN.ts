<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;Trimap…</source>
        <translation>打开三分图(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Save Project</source>
        <translation>保存项目(&amp;S)</translation>
    </message>
    <message>
        <source>Save Project &amp;As…</source>
        <translation>项目另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Export Cutout…</source>
        <translation>导出抠图结果(&amp;E)…</translation>
    </message>
    <message>
        <source>E&amp;xport As…</source>
        <translation>导出为(&amp;X)…</translation>
    </message>
    <message>
        <source>Export Al&amp;pha…</source>
        <translation>导出 Alpha(&amp;P)…</translation>
    </message>
    <message>
        <source>Export Tri&amp;map…</source>
        <translation>导出三分图(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Batch…</source>
        <translation>批处理(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Take &amp;Snapshot</source>
        <translation>拍摄快照(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Copy Cutout</source>
        <translation>复制抠图结果(&amp;C)</translation>
    </message>
    <message>
        <source>Copy &amp;Alpha</source>
        <translation>复制 Alpha(&amp;A)</translation>
    </message>
    <message>
        <source>Paste &amp;Image</source>
        <translation>粘贴图像(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>首选项(&amp;P)…</translation>
    </message>
    <message>
        <source>Se&amp;lect</source>
        <translation>选择(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Make Trimap Round the Subject</source>
        <translation>围绕主体生成三分图(&amp;M)</translation>
    </message>
    <message>
        <source>Subject from a &amp;Box</source>
        <translation>用框选取主体(&amp;B)</translation>
    </message>
    <message>
        <source>Subject from a &amp;Lasso</source>
        <translation>用套索选取主体(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Find the Subject Again</source>
        <translation>再次查找主体(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Trimap from Mask…</source>
        <translation>由蒙版生成三分图(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Grow Unknown…</source>
        <translation>扩大未知区域(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Shrink Unknown…</source>
        <translation>缩小未知区域(&amp;S)…</translation>
    </message>
    <message>
        <source>Sm&amp;ooth Unknown…</source>
        <translation>平滑未知区域(&amp;O)…</translation>
    </message>
    <message>
        <source>Mark &amp;Edges Unknown…</source>
        <translation>将边缘标为未知(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Invert</source>
        <translation>反转(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>清空(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paint</source>
        <translation>绘制(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Foreground</source>
        <translation>前景(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Background</source>
        <translation>背景(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Unknown</source>
        <translation>未知(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Swap Foreground and Background</source>
        <translation>交换前景与背景(&amp;S)</translation>
    </message>
    <message>
        <source>Swap to U&amp;nknown</source>
        <translation>切换到未知(&amp;N)</translation>
    </message>
    <message>
        <source>S&amp;maller Brush</source>
        <translation>缩小画笔(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Larger Brush</source>
        <translation>放大画笔(&amp;L)</translation>
    </message>
    <message>
        <source>Na&amp;rrower Band</source>
        <translation>收窄未知带(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Wider Band</source>
        <translation>加宽未知带(&amp;W)</translation>
    </message>
    <message>
        <source>Ne&amp;xt Effect</source>
        <translation>下一种效果(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Erase Corrections</source>
        <translation>擦除修正(&amp;E)</translation>
    </message>
    <message>
        <source>Clear &amp;Decontamination Corrections</source>
        <translation>清空颜色净化修正(&amp;D)</translation>
    </message>
    <message>
        <source>L&amp;ock Foreground</source>
        <translation>锁定前景(&amp;O)</translation>
    </message>
    <message>
        <source>Lo&amp;ck Background</source>
        <translation>锁定背景(&amp;C)</translation>
    </message>
    <message>
        <source>Loc&amp;k Unknown</source>
        <translation>锁定未知(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Tool</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>Cle&amp;ar Retouch</source>
        <translation>清空修饰(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Subject in a Box</source>
        <translation>框选主体(&amp;S)</translation>
    </message>
    <message>
        <source>Su&amp;bject in a Lasso</source>
        <translation>套索选主体(&amp;B)</translation>
    </message>
    <message>
        <source>B&amp;rush</source>
        <translation>画笔(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Lasso Fill</source>
        <translation>套索填充(&amp;L)</translation>
    </message>
    <message>
        <source>Rec&amp;tangle Fill</source>
        <translation>矩形填充(&amp;T)</translation>
    </message>
    <message>
        <source>Elli&amp;pse Fill</source>
        <translation>椭圆填充(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Flood Fill</source>
        <translation>油漆桶填充(&amp;F)</translation>
    </message>
    <message>
        <source>Colour &amp;Wand</source>
        <translation>颜色魔棒(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Edge Band</source>
        <translation>边缘带(&amp;E)</translation>
    </message>
    <message>
        <source>Retouch &amp;Alpha</source>
        <translation>修饰 Alpha(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Decontaminate</source>
        <translation>净化颜色(&amp;D)</translation>
    </message>
    <message>
        <source>Alpha Eyedr&amp;opper</source>
        <translation>Alpha 吸管(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Hand</source>
        <translation>抓手(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation>缩放(&amp;Z)</translation>
    </message>
    <message>
        <source>&amp;Matte</source>
        <translation>抠图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Matte Now</source>
        <translation>立即抠图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Import Model…</source>
        <translation>导入模型(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>显示(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Original</source>
        <translation>原图(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Trimap</source>
        <translation>三分图(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Alpha</source>
        <translation>Alpha(&amp;A)</translation>
    </message>
    <message>
        <source>On &amp;black</source>
        <translation>黑色背景(&amp;B)</translation>
    </message>
    <message>
        <source>On &amp;white</source>
        <translation>白色背景(&amp;W)</translation>
    </message>
    <message>
        <source>On c&amp;heckerboard</source>
        <translation>棋盘格背景(&amp;H)</translation>
    </message>
    <message>
        <source>On &amp;colour</source>
        <translation>纯色背景(&amp;C)</translation>
    </message>
    <message>
        <source>On own &amp;image</source>
        <translation>自选图像背景(&amp;I)</translation>
    </message>
    <message>
        <source>O&amp;nion skin</source>
        <translation>洋葱皮(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Foreground colours</source>
        <translation>前景颜色(&amp;F)</translation>
    </message>
    <message>
        <source>Uncertaint&amp;y</source>
        <translation>不确定度(&amp;Y)</translation>
    </message>
    <message>
        <source>Over&amp;lay Style</source>
        <translation>叠加样式(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Mark Haze and Holes</source>
        <translation>标出雾化与孔洞(&amp;M)</translation>
    </message>
    <message>
        <source>Wi&amp;pe</source>
        <translation>滑动对比(&amp;P)</translation>
    </message>
    <message>
        <source>Ori&amp;ginal While the Key Is Held</source>
        <translation>按住键时显示原图(&amp;G)</translation>
    </message>
    <message>
        <source>Other &amp;Side While the Key Is Held</source>
        <translation>按住键时显示另一侧(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Keep Alpha to Compare</source>
        <translation>保留 Alpha 以便对比(&amp;K)</translation>
    </message>
    <message>
        <source>Ne&amp;xt Doubtful Spot</source>
        <translation>下一个可疑处(&amp;X)</translation>
    </message>
    <message>
        <source>Previo&amp;us Doubtful Spot</source>
        <translation>上一个可疑处(&amp;U)</translation>
    </message>
    <message>
        <source>O&amp;verlay Opacity</source>
        <translation>叠加不透明度(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;0 %</source>
        <translation>&amp;0%</translation>
    </message>
    <message>
        <source>&amp;10 %</source>
        <translation>&amp;10%</translation>
    </message>
    <message>
        <source>&amp;20 %</source>
        <translation>&amp;20%</translation>
    </message>
    <message>
        <source>&amp;30 %</source>
        <translation>&amp;30%</translation>
    </message>
    <message>
        <source>&amp;40 %</source>
        <translation>&amp;40%</translation>
    </message>
    <message>
        <source>&amp;50 %</source>
        <translation>&amp;50%</translation>
    </message>
    <message>
        <source>&amp;60 %</source>
        <translation>&amp;60%</translation>
    </message>
    <message>
        <source>&amp;70 %</source>
        <translation>&amp;70%</translation>
    </message>
    <message>
        <source>&amp;80 %</source>
        <translation>&amp;80%</translation>
    </message>
    <message>
        <source>&amp;90 %</source>
        <translation>&amp;90%</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Next View</source>
        <translation>下一个视图(&amp;N)</translation>
    </message>
    <message>
        <source>Pre&amp;vious View</source>
        <translation>上一个视图(&amp;V)</translation>
    </message>
    <message>
        <source>Show &amp;Alpha</source>
        <translation>显示 Alpha(&amp;A)</translation>
    </message>
    <message>
        <source>Show Tri&amp;map</source>
        <translation>显示三分图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation>&amp;100%</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Hide &amp;Panels</source>
        <translation>隐藏面板(&amp;P)</translation>
    </message>
    <message>
        <source>F&amp;ull Screen</source>
        <translation>全屏(&amp;U)</translation>
    </message>
    <message>
        <source>Colours of the Des&amp;ktop</source>
        <translation>跟随系统颜色(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Find a &amp;Command…</source>
        <translation>查找命令(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Keys and Mouse</source>
        <translation>按键与鼠标(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;First Steps</source>
        <translation>入门步骤(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;About MatteGUI</source>
        <translation>关于 MatteGUI(&amp;A)</translation>
    </message>
</context>
<context>
    <name>AdjustPanel</name>
    <message>
        <source> %</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Decontamination</source>
        <translation>颜色净化</translation>
    </message>
    <message>
        <source>How much the background&apos;s colours are taken out of the edges</source>
        <translation>从边缘去除背景颜色的程度</translation>
    </message>
    <message>
        <source>Clip alpha</source>
        <translation>裁剪 Alpha</translation>
    </message>
    <message>
        <source>Reset the alpha&apos;s curve</source>
        <translation>重置 Alpha 曲线</translation>
    </message>
</context>
<context>
    <name>Answers</name>
    <message>
        <source>There is no alpha to compare with: {}</source>
        <translation>没有可供对比的 Alpha：{}</translation>
    </message>
</context>
<context>
    <name>Backdrops</name>
    <message>
        <source>Checkerboard</source>
        <translation>棋盘格</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黑色</translation>
    </message>
    <message>
        <source>White</source>
        <translation>白色</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿色</translation>
    </message>
</context>
<context>
    <name>Badge</name>
    <message>
        <source>State of the alpha</source>
        <translation>Alpha 的状态</translation>
    </message>
    <message>
        <source>Final</source>
        <translation>最终</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Outdated</source>
        <translation>已过时</translation>
    </message>
</context>
<context>
    <name>BandStrip</name>
    <message>
        <source>Unknown band</source>
        <translation>未知带</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Hair, fur and soft edges have to lie inside of the band</source>
        <translation>毛发、皮毛和柔和边缘必须位于未知带之内</translation>
    </message>
    <message>
        <source>Adaptive</source>
        <translation>自适应</translation>
    </message>
    <message>
        <source>Wider along hair and soft edges, narrower along hard ones</source>
        <translation>毛发和柔和边缘处较宽，清晰边缘处较窄</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>BatchCommands</name>
    <message>
        <source>A Batch Is Running</source>
        <translation>批处理正在运行</translation>
    </message>
    <message>
        <source>Stop the batch and close? What is finished stays, and the batch can be resumed later.</source>
        <translation>停止批处理并关闭吗？已完成的部分会保留，之后可以继续。</translation>
    </message>
    <message>
        <source>The window closes when the batch has stopped.</source>
        <translation>批处理停止后窗口将关闭。</translation>
    </message>
    <message>
        <source>Corrected Trimap</source>
        <translation>修正后的三分图</translation>
    </message>
    <message>
        <source>“{image}” is open in the main window, and was changed. Save its trimap as “{trimap}”, and do it again with that? Retouching and decontamination are not part of it: export those from the main window.</source>
        <translation>“{image}”已在主窗口中打开并被修改。要将其三分图保存为“{trimap}”并据此重做吗？修饰和颜色净化不包含在内：请从主窗口导出。</translation>
    </message>
    <message>
        <source>The batch is finished.</source>
        <translation>批处理已完成。</translation>
    </message>
    <message>
        <source>The batch cannot go on: {0}</source>
        <translation>批处理无法继续：{0}</translation>
    </message>
</context>
<context>
    <name>BatchExportDialog</name>
    <message>
        <source>Export Options of the Batch</source>
        <translation>批处理的导出选项</translation>
    </message>
    <message>
        <source>Use for the Batch</source>
        <translation>用于批处理</translation>
    </message>
</context>
<context>
    <name>BatchForm</name>
    <message>
        <source>Folder of images</source>
        <translation>图像文件夹</translation>
    </message>
    <message>
        <source>Trimaps from</source>
        <translation>三分图来自</translation>
    </message>
    <message>
        <source>Adjust</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>Folder of trimaps</source>
        <translation>三分图文件夹</translation>
    </message>
    <message>
        <source>Called as the images, or with _trimap added; or one file for all</source>
        <translation>与图像同名，或附加 _trimap；也可以所有图像共用一个文件</translation>
    </message>
    <message>
        <source>Folder for the exports</source>
        <translation>导出文件夹</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Images at a time</source>
        <translation>同时处理的图像数</translation>
    </message>
    <message>
        <source>Each takes a process and memory of its own</source>
        <translation>每个图像占用独立的进程和内存</translation>
    </message>
    <message>
        <source>Decontamination</source>
        <translation>颜色净化</translation>
    </message>
    <message>
        <source> %</source>
        <translation>%</translation>
    </message>
    <message>
        <source>How much the background&apos;s colours are taken out of the edges</source>
        <translation>从边缘去除背景颜色的程度</translation>
    </message>
    <message>
        <source>Export Options…</source>
        <translation>导出选项…</translation>
    </message>
    <message>
        <source>What is exported</source>
        <translation>导出的内容</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Exports to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Browse: {0}</source>
        <translation>浏览：{0}</translation>
    </message>
    <message>
        <source>Folder of masks</source>
        <translation>蒙版文件夹</translation>
    </message>
    <message>
        <source>Called as the images, or with _mask added; or one file for all</source>
        <translation>与图像同名，或加上 _mask；也可以是所有图像共用的一个文件</translation>
    </message>
    <message>
        <source>depth as the image</source>
        <translation>位深与图像相同</translation>
    </message>
    <message>
        <source>quality {0}</source>
        <translation>质量 {0}</translation>
    </message>
    <message>
        <source>cropped, {0} px around</source>
        <translation>裁剪，四周留 {0} 像素</translation>
    </message>
    <message>
        <source>the background can be brought back</source>
        <translation>背景可以恢复</translation>
    </message>
</context>
<context>
    <name>BatchProgress</name>
    <message>
        <source>Progress of the batch</source>
        <translation>批处理进度</translation>
    </message>
    <message>
        <source>State of the batch</source>
        <translation>批处理状态</translation>
    </message>
    <message>
        <source>What is wrong with the batch</source>
        <translation>批处理的问题</translation>
    </message>
    <message>
        <source>Choose the folders; images without a trimap are listed as failed.</source>
        <translation>请选择文件夹；没有三分图的图像会列为失败。</translation>
    </message>
    <message>
        <source>{0} of {1} done</source>
        <translation>已完成 {0} / {1}</translation>
    </message>
    <message>
        <source>{0} failed</source>
        <translation>{0} 个失败</translation>
    </message>
    <message>
        <source>{0} to review</source>
        <translation>{0} 个待检查</translation>
    </message>
    <message>
        <source>stopping …</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>the report is {0}</source>
        <translation>报告位于 {0}</translation>
    </message>
    <message>
        <source>working on the first</source>
        <translation>正在处理第一个</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>about {0} s left</source>
        <translation>约剩 {0} 秒</translation>
    </message>
    <message>
        <source>about {0} min left</source>
        <translation>约剩 {0} 分钟</translation>
    </message>
    <message>
        <source>about {0} h {1} min left</source>
        <translation>约剩 {0} 小时 {1} 分钟</translation>
    </message>
    <message>
        <source>Cannot go on: {0}</source>
        <translation>无法继续：{0}</translation>
    </message>
</context>
<context>
    <name>BatchReview</name>
    <message>
        <source>Name of the image</source>
        <translation>图像名称</translation>
    </message>
    <message>
        <source>Behind the cutout</source>
        <translation>抠图背后</translation>
    </message>
    <message>
        <source>Cutout</source>
        <translation>抠图结果</translation>
    </message>
    <message>
        <source>What is to be known of it</source>
        <translation>相关说明</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>O</source>
        <translation>O</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重新处理</translation>
    </message>
    <message>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <source>It is good: go on to the next one (Enter)</source>
        <translation>效果很好：转到下一个 (Enter)</translation>
    </message>
    <message>
        <source>Correct it in the main window (O)</source>
        <translation>在主窗口中修正 (O)</translation>
    </message>
    <message>
        <source>Do only this one again (R)</source>
        <translation>仅重新处理此图像 (R)</translation>
    </message>
    <message>
        <source>No image is chosen.</source>
        <translation>未选择图像。</translation>
    </message>
    <message>
        <source>It has not been done yet.</source>
        <translation>尚未处理。</translation>
    </message>
    <message>
        <source>It is being worked on.</source>
        <translation>正在处理。</translation>
    </message>
    <message>
        <source>It has no trimap: open it and paint one, and Redo will take that.</source>
        <translation>没有三分图：请打开图像并绘制一个，“重新处理”会使用它。</translation>
    </message>
    <message>
        <source>It failed: {0}</source>
        <translation>失败：{0}</translation>
    </message>
    <message>
        <source>Accepted.</source>
        <translation>已接受。</translation>
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
        <translation>批处理</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Step through what is done or failed</source>
        <translation>逐个查看已完成或失败的图像</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>待检查</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
</context>
<context>
    <name>Clipboard</name>
    <message>
        <source>The cutout was copied.</source>
        <translation>已复制抠图结果。</translation>
    </message>
    <message>
        <source>The alpha was copied.</source>
        <translation>已复制 Alpha。</translation>
    </message>
    <message>
        <source>There is no image on the clipboard.</source>
        <translation>剪贴板中没有图像。</translation>
    </message>
    <message>
        <source>The image could not be pasted: {0}</source>
        <translation>无法粘贴图像：{0}</translation>
    </message>
    <message>
        <source>The alpha is not finished yet: what you get is its draft.</source>
        <translation>Alpha 尚未完成：得到的是草稿。</translation>
    </message>
    <message>
        <source>Nothing was copied: {0}</source>
        <translation>未复制任何内容：{0}</translation>
    </message>
</context>
<context>
    <name>Coach</name>
    <message>
        <source>First steps</source>
        <translation>入门步骤</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Help &gt; First Steps shows them again</source>
        <translation>“帮助 &gt; 入门步骤”可再次显示</translation>
    </message>
    <message>
        <source>&lt;b&gt;1 of 3: mark what to keep.&lt;/b&gt; With Subject in a Box ({tool-subject-box}) drag a box round the subject: that finds most of it. Or paint over it with foreground ({foreground}).</source>
        <translation>&lt;b&gt;第 1 步，共 3 步：标出要保留的部分。&lt;/b&gt;用“框选主体”({tool-subject-box}) 围绕主体拖出一个框：可找到大部分主体。也可用前景 ({foreground}) 涂抹主体。</translation>
    </message>
    <message>
        <source>&lt;b&gt;2 of 3: mark what to remove.&lt;/b&gt; With the brush ({tool-brush}) paint background ({background}) where too much is marked, or drag with the right mouse button.</source>
        <translation>&lt;b&gt;第 2 步，共 3 步：标出要去除的部分。&lt;/b&gt;标记过多之处，用画笔 ({tool-brush}) 涂抹背景 ({background})，或用鼠标右键拖动。</translation>
    </message>
    <message>
        <source>&lt;b&gt;3 of 3: brush the hair.&lt;/b&gt; Paint unknown ({unknown}) over hair, fur and soft edges, a little beyond where they end: there the alpha is estimated. Show Alpha ({toggle-alpha}) shows it.</source>
        <translation>&lt;b&gt;第 3 步，共 3 步：涂抹毛发。&lt;/b&gt;用未知 ({unknown}) 涂抹毛发、皮毛和柔和边缘，略微超出末端：这些地方会估计 Alpha。用“显示 Alpha”({toggle-alpha}) 查看。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>Computing: {:.0f} %</source>
        <translation>正在计算：{:.0f}%</translation>
    </message>
    <message>
        <source>There is no alpha of it yet.</source>
        <translation>尚无其 Alpha。</translation>
    </message>
    <message>
        <source>Outdated: the trimap has changed since.</source>
        <translation>已过时：三分图之后有改动。</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>{} (not ready)</source>
        <translation>{}（未就绪）</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前</translation>
    </message>
</context>
<context>
    <name>ComparePanel</name>
    <message>
        <source>Compare with</source>
        <translation>对比对象</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>滑动</translation>
    </message>
    <message>
        <source>Compute again</source>
        <translation>重新计算</translation>
    </message>
    <message>
        <source>Keep this alpha</source>
        <translation>保留此 Alpha</translation>
    </message>
    <message>
        <source>Keep the alpha as it is now, to compare later ones with it</source>
        <translation>保留当前的 Alpha，以便与之后的对比</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Kept alpha</source>
        <translation>保留的 Alpha</translation>
    </message>
    <message>
        <source>Show both sides, with a border to drag ({wipe})</source>
        <translation>并排显示两侧，分界线可拖动 ({wipe})</translation>
    </message>
</context>
<context>
    <name>Complaints</name>
    <message>
        <source>there is no file {path}</source>
        <translation>没有文件 {path}</translation>
    </message>
    <message>
        <source>{path} is a folder, not an image</source>
        <translation>{path} 是文件夹，不是图像</translation>
    </message>
    <message>
        <source>{path} is empty</source>
        <translation>{path} 是空文件</translation>
    </message>
    <message>
        <source>{path} is no image of a kind that can be read: {kinds}</source>
        <translation>{path} 不是可读取的图像类型：{kinds}</translation>
    </message>
    <message>
        <source>{path} cannot be read: its name, or that of its folder, is not UTF-8</source>
        <translation>无法读取 {path}：文件名或其文件夹名不是 UTF-8</translation>
    </message>
    <message>
        <source>{path} cannot be read as an image: {reason}</source>
        <translation>无法将 {path} 作为图像读取：{reason}</translation>
    </message>
    <message>
        <source>{path} is damaged or incomplete: {reason}</source>
        <translation>{path} 已损坏或不完整：{reason}</translation>
    </message>
    <message>
        <source>{path} is damaged: a text in it is not UTF-8</source>
        <translation>{path} 已损坏：其中有文本不是 UTF-8</translation>
    </message>
    <message>
        <source>{path} is damaged: {reason}</source>
        <translation>{path} 已损坏：{reason}</translation>
    </message>
    <message>
        <source>{path} measures {size} pixels, more than the {most} megapixels that can be opened</source>
        <translation>{path} 的尺寸为 {size} 像素，超过可打开的 {most} 百万像素</translation>
    </message>
    <message>
        <source>{path} measures {size} pixels of {count} channels, more than this machine&apos;s memory holds</source>
        <translation>{path} 的尺寸为 {size} 像素、{count} 个通道，超出本机内存</translation>
    </message>
    <message>
        <source>{path} measures {size} pixels, the project {other}</source>
        <translation>{path} 的尺寸为 {size} 像素，项目为 {other}</translation>
    </message>
    <message>
        <source>{path} claims to show {size} pixels and holds {other}</source>
        <translation>{path} 声称显示 {size} 像素，实际包含 {other}</translation>
    </message>
    <message>
        <source>{path} has no colour channels: it holds {channels}</source>
        <translation>{path} 没有颜色通道：其中有 {channels}</translation>
    </message>
    <message>
        <source>{path}: {count} pixels hold values that are not finite numbers</source>
        <translation>{path}：{count} 个像素的值不是有限数</translation>
    </message>
    <message>
        <source>{path} is a HEIC file; to read these, install the extra heif (pillow-heif)</source>
        <translation>{path} 是 HEIC 文件；要读取此类文件，请安装附加组件 heif (pillow-heif)</translation>
    </message>
    <message>
        <source>{path} is no OpenRaster file, or it is cut off</source>
        <translation>{path} 不是 OpenRaster 文件，或者不完整</translation>
    </message>
    <message>
        <source>the trimap measures {size} pixels, the image {other}; they must be the same</source>
        <translation>三分图的尺寸为 {size} 像素，图像为 {other}；两者必须相同</translation>
    </message>
    <message>
        <source>the mask measures {size} pixels, the image {other}; they must be the same</source>
        <translation>蒙版的尺寸为 {size} 像素，图像为 {other}；两者必须相同</translation>
    </message>
    <message>
        <source>cannot write {path}: the name must end in one of {suffixes}</source>
        <translation>无法写入 {path}：文件名必须以 {suffixes} 之一结尾</translation>
    </message>
    <message>
        <source>cannot write {path}: the name of a project ends in {suffix}</source>
        <translation>无法写入 {path}：项目的文件名以 {suffix} 结尾</translation>
    </message>
    <message>
        <source>cannot write {path}: it is a folder</source>
        <translation>无法写入 {path}：它是文件夹</translation>
    </message>
    <message>
        <source>cannot write {path}: there is no folder {folder}</source>
        <translation>无法写入 {path}：没有文件夹 {folder}</translation>
    </message>
    <message>
        <source>cannot write {path}: its folder is read-only</source>
        <translation>无法写入 {path}：其文件夹为只读</translation>
    </message>
    <message>
        <source>cannot write {path}: it would be larger than 4 GB</source>
        <translation>无法写入 {path}：文件将超过 4 GB</translation>
    </message>
    <message>
        <source>cannot write {path}: {reason}</source>
        <translation>无法写入 {path}：{reason}</translation>
    </message>
    <message>
        <source>its name, or that of its folder, is not UTF-8</source>
        <translation>文件名或其文件夹名不是 UTF-8</translation>
    </message>
    <message>
        <source>its encoder died, exit code {code}; the memory may not have sufficed</source>
        <translation>编码进程已终止，退出代码 {code}；可能是内存不足</translation>
    </message>
    <message>
        <source>it would have {count} bytes, and PSD holds no more than {most}</source>
        <translation>文件将有 {count} 字节，而 PSD 最多容纳 {most} 字节</translation>
    </message>
    <message>
        <source>it would measure {size} pixels, and {format} holds no side longer than {most}</source>
        <translation>其尺寸将为 {size} 像素，而 {format} 的边长不能超过 {most}</translation>
    </message>
    <message>
        <source>alpha is 0 everywhere: there is nothing to crop to</source>
        <translation>Alpha 处处为 0：没有可裁剪到的内容</translation>
    </message>
    <message>
        <source>{path} is what is read; choose another name for the export</source>
        <translation>{path} 是正在读取的文件；请为导出另选名称</translation>
    </message>
    <message>
        <source>{path} is being written by another batch</source>
        <translation>{path} 正由另一个批处理写入</translation>
    </message>
    <message>
        <source>{path} is there already and of no batch</source>
        <translation>{path} 已存在，且不属于任何批处理</translation>
    </message>
    <message>
        <source>{path} is there already, of another image: {image}</source>
        <translation>{path} 已存在，属于另一张图像：{image}</translation>
    </message>
    <message>
        <source>{path} is there already, of an image in a folder that its batch did not note</source>
        <translation>{path} 已存在，属于某文件夹中的图像，而其批处理未记录该文件夹</translation>
    </message>
    <message>
        <source>there is no trimap for {path}</source>
        <translation>{path} 没有三分图</translation>
    </message>
    <message>
        <source>there is no mask for {path}</source>
        <translation>{path} 没有蒙版</translation>
    </message>
    <message>
        <source>{path} was used in place of the mask.</source>
        <translation>使用了 {path}，而不是蒙版。</translation>
    </message>
    <message>
        <source>there is no model {name}; there are {names}</source>
        <translation>没有模型 {name}；现有模型：{names}</translation>
    </message>
    <message>
        <source>the model {name} has no weights here: put {file} into {folder}</source>
        <translation>模型 {name} 在此没有权重：请将 {file} 放入 {folder}</translation>
    </message>
    <message>
        <source>there is no weights file {path}</source>
        <translation>没有权重文件 {path}</translation>
    </message>
    <message>
        <source>the device {name} is not available here; use &apos;auto&apos; or &apos;cpu&apos;</source>
        <translation>设备 {name} 在此不可用；请使用 &apos;auto&apos; 或 &apos;cpu&apos;</translation>
    </message>
    <message>
        <source>the memory does not hold a tile of {side} pixels of the model {name}; close other programs or choose a smaller model</source>
        <translation>内存容不下模型 {name} 的 {side} 像素图块；请关闭其他程序或选择较小的模型</translation>
    </message>
    <message>
        <source>there is not enough memory for {size} pixels of {name}</source>
        <translation>内存不足以用 {name} 处理 {size} 像素</translation>
    </message>
    <message>
        <source>the process of {name} ended {end}; the memory may not have sufficed. The next stroke begins another</source>
        <translation>{name} 的进程已结束（{end}）；可能是内存不足。下一笔会启动新进程</translation>
    </message>
    <message>
        <source>there is a model {name} already; choose another name</source>
        <translation>已有模型 {name}；请另选名称</translation>
    </message>
    <message>
        <source>{name} is no name for a model: use a-z, 0-9, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;</source>
        <translation>{name} 不能用作模型名称：请使用 a-z、0-9、&apos;.&apos;、&apos;_&apos; 和 &apos;-&apos;</translation>
    </message>
    <message>
        <source>{path} is no weights file of this program: {found}, not {format}</source>
        <translation>{path} 不是本程序的权重文件：{found}，而非 {format}</translation>
    </message>
    <message>
        <source>{path} does not fit its own description: {detail}</source>
        <translation>{path} 与其自身的描述不符：{detail}</translation>
    </message>
    <message>
        <source>{path} is damaged or no safetensors file: {detail}</source>
        <translation>{path} 已损坏或不是 safetensors 文件：{detail}</translation>
    </message>
    <message>
        <source>{path}: {key} holds values that are not finite numbers</source>
        <translation>{path}：{key} 的值不是有限数</translation>
    </message>
    <message>
        <source>The memory ran out; going on with tiles of {side} pixels.</source>
        <translation>内存不足；改用 {side} 像素的图块继续。</translation>
    </message>
    <message>
        <source>The graphics memory ran out; going on with tiles of {side} pixels.</source>
        <translation>显存不足；改用 {side} 像素的图块继续。</translation>
    </message>
    <message>
        <source>The graphics memory does not hold even a small tile; going on with the CPU.</source>
        <translation>显存连小图块也容不下；改用 CPU 继续。</translation>
    </message>
    <message>
        <source>Half precision is too narrow for the model {name}; going on with single precision, which is slower.</source>
        <translation>半精度不足以运行模型 {name}；改用单精度继续，速度较慢。</translation>
    </message>
    <message>
        <source>{title} runs on the CPU; {device} is not used.</source>
        <translation>{title} 在 CPU 上运行；不使用 {device}。</translation>
    </message>
    <message>
        <source>{path} cannot be used: {reason}</source>
        <translation>无法使用 {path}：{reason}</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>it begins with {head}, like no checkpoint</source>
        <translation>文件以 {head} 开头，不像任何检查点</translation>
    </message>
    <message>
        <source>it is a zip file that is cut short</source>
        <translation>这是不完整的 ZIP 文件</translation>
    </message>
    <message>
        <source>it is a damaged zip file: {detail}</source>
        <translation>这是已损坏的 ZIP 文件：{detail}</translation>
    </message>
    <message>
        <source>it is a zip file, but none that torch wrote: it has {names}</source>
        <translation>这是 ZIP 文件，但不是 torch 写的：其中有 {names}</translation>
    </message>
    <message>
        <source>it is a pickle, but none that torch wrote</source>
        <translation>这是 pickle 文件，但不是 torch 写的</translation>
    </message>
    <message>
        <source>it is damaged or no safetensors file: {detail}</source>
        <translation>文件已损坏或不是 safetensors 文件：{detail}</translation>
    </message>
    <message>
        <source>it holds no tensors but {found}</source>
        <translation>其中没有张量，而是 {found}</translation>
    </message>
    <message>
        <source>there is not enough memory to read {name}</source>
        <translation>内存不足，无法读取 {name}</translation>
    </message>
    <message>
        <source>it is no Deep Image Matting network that is known here. It is a {container} of {count} tensors, {found} …; known are those of {origins}</source>
        <translation>其中没有此处已知的 Deep Image Matting 网络。这是含 {count} 个张量的 {container}，{found} …；已知的来自 {origins}</translation>
    </message>
    <message>
        <source>it would need {size} GB of memory; the largest network that is known has 0.5 GB</source>
        <translation>该网络需要 {size} GB 内存；已知最大的网络为 0.5 GB</translation>
    </message>
    <message>
        <source>it is of the layout {layout}, but has no {name}</source>
        <translation>其布局为 {layout}，但没有 {name}</translation>
    </message>
    <message>
        <source>it is of the layout {layout}, but has {count} tensors more, such as {name}: it computes something else</source>
        <translation>其布局为 {layout}，但多出 {count} 个张量，如 {name}：它计算的是别的内容</translation>
    </message>
    <message>
        <source>{path} is the model {name} now: {reason}</source>
        <translation>{path} 现在是模型 {name}：{reason}</translation>
    </message>
    <message>
        <source>it is in this program&apos;s own format.</source>
        <translation>文件采用本程序自己的格式。</translation>
    </message>
    <message>
        <source>read as {variant} ({origin}: {title}), because {reason}.</source>
        <translation>按 {variant}（{origin}：{title}）读取，因为{reason}。</translation>
    </message>
    <message>
        <source>only it has these tensors</source>
        <translation>只有它具有这些张量</translation>
    </message>
    <message>
        <source>the file&apos;s name is {path}</source>
        <translation>文件名为 {path}</translation>
    </message>
    <message>
        <source>its best SAD is {error}, and {sad} was published for that one</source>
        <translation>其最佳 SAD 为 {error}，而该模型公布的是 {sad}</translation>
    </message>
    <message>
        <source>neither a known error nor the file&apos;s name tells, and on a composite with known alpha the mean errors are {errors}</source>
        <translation>已知误差和文件名都无法判断，而在已知 Alpha 的合成图上平均误差为 {errors}</translation>
    </message>
    <message>
        <source>{path} has {count} channels; {used} of them are used.</source>
        <translation>{path} 有 {count} 个通道；使用其中 {used} 个。</translation>
    </message>
    <message>
        <source>{path} has pixels outside of its display window; they were cut off.</source>
        <translation>{path} 在显示窗口之外还有像素；已被裁掉。</translation>
    </message>
    <message>
        <source>{path} holds linear light; its colour profile was left out.</source>
        <translation>{path} 为线性光；其颜色配置文件已略去。</translation>
    </message>
    <message>
        <source>{path} holds linear light; it was converted to sRGB&apos;s primaries.</source>
        <translation>{path} 为线性光；已转换为 sRGB 原色。</translation>
    </message>
    <message>
        <source>Values below 0 or above 1 (brighter than white) were clipped.</source>
        <translation>小于 0 或大于 1（比白色更亮）的值已被截断。</translation>
    </message>
    <message>
        <source>The colour profile of {path} is damaged and was left out.</source>
        <translation>{path} 的颜色配置文件已损坏，已略去。</translation>
    </message>
    <message>
        <source>The colour profile of {path} is for {space}, not RGB; it was left out.</source>
        <translation>{path} 的颜色配置文件适用于 {space}，而非 RGB；已略去。</translation>
    </message>
    <message>
        <source>The colours of {path} are taken for sRGB; of its profile: {detail}.</source>
        <translation>{path} 的颜色按 sRGB 处理；关于其配置文件：{detail}。</translation>
    </message>
    <message>
        <source>{path} is taken for sRGB; what its {chunk} chunk says was not heeded.</source>
        <translation>{path} 按 sRGB 处理；未理会其 {chunk} 数据块的说明。</translation>
    </message>
    <message>
        <source>{path} holds CMYK inks; its colours were converted to RGB simply.</source>
        <translation>{path} 含 CMYK 油墨；颜色已简单转换为 RGB。</translation>
    </message>
    <message>
        <source>{path} holds CMYK inks; they were converted to sRGB by its profile.</source>
        <translation>{path} 含 CMYK 油墨；已按其配置文件转换为 sRGB。</translation>
    </message>
    <message>
        <source>{path} holds CMYK inks of 16 bits; they were converted to sRGB with 8 bits by its profile.</source>
        <translation>{path} 含 16 位 CMYK 油墨；已按其配置文件转换为 8 位 sRGB。</translation>
    </message>
    <message>
        <source>The {kind} data of {path} was left out: {detail}.</source>
        <translation>{path} 的 {kind} 数据已略去：{detail}。</translation>
    </message>
    <message>
        <source>The trimap in {path} was changed by another program; the alpha has to be computed again.</source>
        <translation>{path} 中的三分图被其他程序改动过；需要重新计算 Alpha。</translation>
    </message>
    <message>
        <source>{path} was saved by another program, which left out the settings and the original file.</source>
        <translation>{path} 由其他程序保存，其中略去了设置和原始文件。</translation>
    </message>
    <message>
        <source>{path} has {count} layers named {name}; the topmost was taken.</source>
        <translation>{path} 有 {count} 个名为 {name} 的图层；取用了最上面的一个。</translation>
    </message>
    <message>
        <source>{path} is not where it was, or was changed</source>
        <translation>{path} 已不在原处，或已被改动</translation>
    </message>
    <message>
        <source>{reason}. Its pixels were taken from the project, without what else the file said.</source>
        <translation>{reason}。像素取自项目，文件中的其他信息则没有。</translation>
    </message>
    <message>
        <source>{path} has more than {size} MB and is not inside the project; keep both in one folder.</source>
        <translation>{path} 超过 {size} MB，不在项目之内；请将两者放在同一文件夹。</translation>
    </message>
    <message>
        <source>{path} has changed or gone since it was opened; the project has its pixels and its colour profile only.</source>
        <translation>{path} 打开后已被改动或已不存在；项目中只有其像素和颜色配置文件。</translation>
    </message>
    <message>
        <source>Nothing is marked unknown: the alpha is the trimap itself, with hard edges.</source>
        <translation>没有标记未知区域：Alpha 就是三分图本身，边缘生硬。</translation>
    </message>
    <message>
        <source>Everything is marked unknown: the alpha is a guess without any hint.</source>
        <translation>全部标记为未知：Alpha 只能在没有任何提示的情况下猜测。</translation>
    </message>
    <message>
        <source>No foreground is marked: there is no sample of the subject to go by.</source>
        <translation>没有标记前景：没有主体样本可依据。</translation>
    </message>
    <message>
        <source>No background is marked: there is no sample of what to remove.</source>
        <translation>没有标记背景：没有要去除内容的样本可依据。</translation>
    </message>
    <message>
        <source>access to {path} is not allowed</source>
        <translation>不允许访问 {path}</translation>
    </message>
    <message>
        <source>{path} is on a disk that cannot be written to</source>
        <translation>{path} 所在的磁盘不可写入</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>the name {path} is too long</source>
        <translation>名称 {path} 过长</translation>
    </message>
</context>
<context>
    <name>CurveFields</name>
    <message>
        <source> %</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Clip black</source>
        <translation>裁剪黑位</translation>
    </message>
    <message>
        <source>Alpha up to here becomes 0: clears haze</source>
        <translation>此值及以下的 Alpha 变为 0：清除雾化</translation>
    </message>
    <message>
        <source>Clip white</source>
        <translation>裁剪白位</translation>
    </message>
    <message>
        <source>Alpha from here on becomes 1: closes holes</source>
        <translation>此值及以上的 Alpha 变为 1：填补空洞</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>伽马</translation>
    </message>
    <message>
        <source>More than 1 makes what lies between denser, less makes it thinner</source>
        <translation>大于 1 使中间部分更实，小于 1 使其更虚</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Leave the alpha as it was estimated</source>
        <translation>保持估计出的 Alpha 不变</translation>
    </message>
</context>
<context>
    <name>Destination</name>
    <message>
        <source>“{name}” is there already. Replace it?</source>
        <translation>“{name}”已存在。要替换它吗？</translation>
    </message>
</context>
<context>
    <name>Doubts</name>
    <message>
        <source>Doubtful places could not be found: {}</source>
        <translation>无法查找可疑处：{}</translation>
    </message>
</context>
<context>
    <name>DragHandle</name>
    <message>
        <source>Drag cutout</source>
        <translation>拖出抠图结果</translation>
    </message>
    <message>
        <source>Pull the cutout from here into another program</source>
        <translation>从此处将抠图结果拖到其他程序</translation>
    </message>
    <message>
        <source>Drag the cutout into another program</source>
        <translation>将抠图结果拖到其他程序</translation>
    </message>
</context>
<context>
    <name>EditRunner</name>
    <message>
        <source>Find a subject first, with a box or a lasso round it.</source>
        <translation>请先用框或套索查找主体。</translation>
    </message>
    <message>
        <source>Nothing was changed: nothing is corrected.</source>
        <translation>未作更改：没有任何修正。</translation>
    </message>
    <message>
        <source>Nothing was changed: {reason}.</source>
        <translation>未作更改：{reason}。</translation>
    </message>
</context>
<context>
    <name>EffectBox</name>
    <message>
        <source>Effect</source>
        <translation>效果</translation>
    </message>
    <message>
        <source>What the brush does to alpha: strengthen makes hairs denser and keeps the gaps, clear haze empties the gaps and keeps the hairs</source>
        <translation>画笔对 Alpha 的作用：增强使发丝更实而保留间隙，清除雾化使间隙变空而保留发丝</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>About {size}</source>
        <translation>约 {size}</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>位深</translation>
    </message>
    <message>
        <source>Colours under alpha 0</source>
        <translation>Alpha 为 0 处的颜色</translation>
    </message>
    <message>
        <source>Whoever gets the file can bring the background back: it is all still there.</source>
        <translation>获得文件的人可以恢复背景：它完整地保留在文件中。</translation>
    </message>
    <message>
        <source>Crop to what is visible</source>
        <translation>裁剪到可见部分</translation>
    </message>
    <message>
        <source>Padding</source>
        <translation>边距</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Foreground colours at soft edges</source>
        <translation>柔和边缘使用前景颜色</translation>
    </message>
    <message>
        <source>Colour…</source>
        <translation>颜色…</translation>
    </message>
    <message>
        <source>Own image</source>
        <translation>自选图像</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>1 is fast, 9 is small; the pixels are the same</source>
        <translation>1 最快，9 最小；像素相同</translation>
    </message>
    <message>
        <source>Lossless</source>
        <translation>无损</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Keep EXIF, XMP and resolution</source>
        <translation>保留 EXIF、XMP 和分辨率</translation>
    </message>
    <message>
        <source>Size of the file</source>
        <translation>文件大小</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Under alpha 0</source>
        <translation>Alpha 为 0 处</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
</context>
<context>
    <name>ExportPreview</name>
    <message>
        <source>Preview of the export</source>
        <translation>导出预览</translation>
    </message>
</context>
<context>
    <name>ExportStrip</name>
    <message>
        <source>How far the export is</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Write nothing; a file that was there before stays</source>
        <translation>不写入任何内容；原有文件保持不变</translation>
    </message>
    <message>
        <source>Giving up {name} …</source>
        <translation>正在放弃 {name} …</translation>
    </message>
    <message>
        <source>{name} waits for the alpha …</source>
        <translation>{name} 正在等待 Alpha …</translation>
    </message>
    <message>
        <source>Exporting {name} …</source>
        <translation>正在导出 {name} …</translation>
    </message>
    <message>
        <source>Finishing {name} …</source>
        <translation>正在完成 {name} …</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Cutout with alpha</source>
        <translation>带 Alpha 的抠图结果</translation>
    </message>
    <message>
        <source>Alpha alone</source>
        <translation>仅 Alpha</translation>
    </message>
    <message>
        <source>Foreground colours alone</source>
        <translation>仅前景颜色</translation>
    </message>
    <message>
        <source>Composite over a background</source>
        <translation>与背景合成</translation>
    </message>
    <message>
        <source>As the image</source>
        <translation>与图像相同</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 位</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>16 bits, floating point</source>
        <translation>16 位浮点</translation>
    </message>
    <message>
        <source>32 bits, floating point</source>
        <translation>32 位浮点</translation>
    </message>
    <message>
        <source>The edge&apos;s colours, continued</source>
        <translation>延续边缘颜色</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>黑色</translation>
    </message>
    <message>
        <source>The image as it was</source>
        <translation>保持原图</translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message>
        <source>Images and projects ({0})</source>
        <translation>图像和项目 ({0})</translation>
    </message>
    <message>
        <source>Images ({0})</source>
        <translation>图像 ({0})</translation>
    </message>
    <message>
        <source>Projects ({0})</source>
        <translation>项目 ({0})</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Import Model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>Weights ({0})</source>
        <translation>权重 ({0})</translation>
    </message>
    <message>
        <source>Unsaved Work</source>
        <translation>未保存的工作</translation>
    </message>
    <message>
        <source>“{name}” has changed since it was saved. Save it before it is closed?</source>
        <translation>“{name}”自上次保存后有改动。关闭前要保存吗？</translation>
    </message>
    <message>
        <source>Save Project</source>
        <translation>保存项目</translation>
    </message>
    <message>
        <source>OpenRaster ({0})</source>
        <translation>OpenRaster ({0})</translation>
    </message>
    <message>
        <source>Open Trimap</source>
        <translation>打开三分图</translation>
    </message>
    <message>
        <source>Trimap from Mask</source>
        <translation>由蒙版生成三分图</translation>
    </message>
    <message>
        <source>Export Trimap</source>
        <translation>导出三分图</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Open Background</source>
        <translation>打开背景</translation>
    </message>
    <message>
        <source>PNG (*.png);;TIFF (*.tif *.tiff)</source>
        <translation>PNG (*.png);;TIFF (*.tif *.tiff)</translation>
    </message>
    <message>
        <source>Saving {name}: {percent} %</source>
        <translation>正在保存 {name}：{percent}%</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>已保存 {name}</translation>
    </message>
</context>
<context>
    <name>FileService</name>
    <message>
        <source>{name} could not be opened: {reason}</source>
        <translation>无法打开 {name}：{reason}</translation>
    </message>
    <message>
        <source>The work on {name} could not be restored: {reason}</source>
        <translation>无法恢复对 {name} 的工作：{reason}</translation>
    </message>
    <message>
        <source>Trimap from {name}</source>
        <translation>来自 {name} 的三分图</translation>
    </message>
    <message>
        <source>The trimap {name} could not be opened: {reason}</source>
        <translation>无法打开三分图 {name}：{reason}</translation>
    </message>
    <message>
        <source>The background {name} could not be opened: {reason}</source>
        <translation>无法打开背景 {name}：{reason}</translation>
    </message>
    <message>
        <source>Importing {name} …</source>
        <translation>正在导入 {name}…</translation>
    </message>
    <message>
        <source>{name} could not be imported: {reason}</source>
        <translation>无法导入 {name}：{reason}</translation>
    </message>
</context>
<context>
    <name>FileWriter</name>
    <message>
        <source>Nothing was exported: the alpha is not finished.</source>
        <translation>未导出任何内容：Alpha 尚未完成。</translation>
    </message>
    <message>
        <source>Wrote {name}</source>
        <translation>已写入 {name}</translation>
    </message>
    <message>
        <source>The export of {name} was cancelled; nothing was written.</source>
        <translation>{name} 的导出已取消；没有写入任何内容。</translation>
    </message>
    <message>
        <source>{name} could not be written: {reason}</source>
        <translation>无法写入 {name}：{reason}</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Navigator</source>
        <translation>导航器</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Adjust</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>Matte</source>
        <translation>抠图</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
</context>
<context>
    <name>FrameCommands</name>
    <message>
        <source>About MatteGUI</source>
        <translation>关于 MatteGUI</translation>
    </message>
    <message>
        <source>&lt;h3&gt;MatteGUI {version}&lt;/h3&gt;&lt;p&gt;Cut out hair, fur and smoke with Deep Image Matting (Xu, Price, Cohen, Huang, CVPR 2017).&lt;/p&gt;&lt;p&gt;MIT licence.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;MatteGUI {version}&lt;/h3&gt;&lt;p&gt;使用 Deep Image Matting（Xu、Price、Cohen、Huang，CVPR 2017）抠出毛发、皮毛和烟雾。&lt;/p&gt;&lt;p&gt;MIT 许可证。&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>GlimpsePage</name>
    <message>
        <source>Image that is being loaded</source>
        <translation>正在加载的图像</translation>
    </message>
    <message>
        <source>Loading {name} …</source>
        <translation>正在加载 {name} …</translation>
    </message>
</context>
<context>
    <name>Glimpses</name>
    <message>
        <source>There is no glimpse of the image: {reason}</source>
        <translation>图像没有预览：{reason}</translation>
    </message>
</context>
<context>
    <name>HistogramCounter</name>
    <message>
        <source>The histogram could not be counted: {}</source>
        <translation>无法统计直方图：{}</translation>
    </message>
</context>
<context>
    <name>HistogramPanel</name>
    <message>
        <source>Shares of alpha</source>
        <translation>Alpha 的占比</translation>
    </message>
    <message>
        <source>0: {empty:.1f} %   between: {between:.1f} %   1: {solid:.1f} %</source>
        <translation>0：{empty:.1f}%   中间：{between:.1f}%   1：{solid:.1f}%</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>Your work is being written down again.</source>
        <translation>你的工作已恢复自动记录。</translation>
    </message>
    <message>
        <source>What you paint cannot be written down against a crash ({reason}). You can go on painting; save your work.</source>
        <translation>无法记录你的绘制以防崩溃（{reason}）。你可以继续绘制；请保存工作。</translation>
    </message>
</context>
<context>
    <name>KeysPage</name>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Search for an action</source>
        <translation>搜索操作</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>Reset this</source>
        <translation>重置此项</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其按键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>{keys} belongs to “{action}” already; give that one other keys first.</source>
        <translation>{keys} 已用于“{action}”；请先为它指定其他按键。</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>foreground</source>
        <translation>前景</translation>
    </message>
    <message>
        <source>background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>Letters</name>
    <message>
        <source>F</source>
        <translation>前</translation>
    </message>
    <message>
        <source>B</source>
        <translation>背</translation>
    </message>
    <message>
        <source>U</source>
        <translation>未</translation>
    </message>
</context>
<context>
    <name>MaskFields</name>
    <message>
        <source>Trimaps</source>
        <translation>三分图</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>What the folder holds</source>
        <translation>文件夹中的内容</translation>
    </message>
    <message>
        <source>Of masks, grey or with alpha, trimaps are made: unknown along their edges</source>
        <translation>由蒙版（灰度或带 Alpha）生成三分图：沿其边缘为未知</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>未知带</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>How far the unknown reaches to each side of a typical edge</source>
        <translation>未知区域在典型边缘两侧各延伸多远</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Show in Folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>关闭消息</translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>The model {model} is not installed any more; one is chosen for you.</source>
        <translation>模型 {model} 已不再安装；已为您自动选择一个。</translation>
    </message>
    <message>
        <source>This project was made with the model {model}, which is not installed: what you paint now is solved by another one.</source>
        <translation>此项目使用模型 {model} 制作，但该模型未安装：现在绘制的内容将由另一个模型求解。</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>正在使用</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>{model} (no weights)</source>
        <translation>{model}（无权重）</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>The full network: best, and fast on a graphics card.</source>
        <translation>完整网络：效果最好，在显卡上速度快。</translation>
    </message>
    <message>
        <source>The same network at a quarter of the width, for processors.</source>
        <translation>同一网络，宽度为四分之一，适用于处理器。</translation>
    </message>
    <message>
        <source>Closed form drawn towards dim-lite&apos;s alpha: the best on a processor.</source>
        <translation>以 dim-lite 的 Alpha 为先验的闭式解：在处理器上最好。</translation>
    </message>
    <message>
        <source>Levin 2008: good where colours differ, needs no weights.</source>
        <translation>Levin 2008：适合颜色差异明显处，无需权重。</translation>
    </message>
    <message>
        <source>Chen 2012: links pixels of like colour, also far apart.</source>
        <translation>Chen 2012：连接颜色相近的像素，即使相距较远。</translation>
    </message>
    <message>
        <source>He 2010: closed form with larger windows.</source>
        <translation>He 2010：使用更大窗口的闭式解。</translation>
    </message>
</context>
<context>
    <name>NavigatorPanel</name>
    <message>
        <source>Navigator</source>
        <translation>导航器</translation>
    </message>
    <message>
        <source>The arrow keys move the visible part of the image</source>
        <translation>用方向键移动图像的可见部分</translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message>
        <source>Unsaved work</source>
        <translation>未保存的工作</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后</translation>
    </message>
    <message>
        <source>Ask again at the next start</source>
        <translation>下次启动时再询问</translation>
    </message>
    <message>
        <source>The program ended without saving your work on {name}, last painted on {when}.</source>
        <translation>程序退出时未保存你对 {name} 的工作，最后绘制于 {when}。</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>The trimap was made of the mask {name}.</source>
        <translation>三分图由蒙版 {name} 生成。</translation>
    </message>
    <message>
        <source>The trimap was made from the image&apos;s own alpha channel.</source>
        <translation>三分图由图像自带的 Alpha 通道生成。</translation>
    </message>
    <message>
        <source>{path} has been replaced by another image of {width}×{height} pixels; the one that was painted on had {before}</source>
        <translation>{path} 已被另一幅 {width}×{height} 像素的图像取代；原来绘制的图像为 {before}</translation>
    </message>
    <message>
        <source>{name} has changed since it was painted on; check that all fits.</source>
        <translation>{name} 在绘制之后有改动；请检查是否仍然吻合。</translation>
    </message>
    <message>
        <source>The end of the journal is damaged; everything before it was restored.</source>
        <translation>日志末尾已损坏；之前的内容均已恢复。</translation>
    </message>
</context>
<context>
    <name>Options</name>
    <message>
        <source>Foreground</source>
        <translation>前景</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>背景</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Paint what is surely subject ({foreground})</source>
        <translation>绘制确定属于主体的部分 ({foreground})</translation>
    </message>
    <message>
        <source>Paint what is surely background ({background})</source>
        <translation>绘制确定属于背景的部分 ({background})</translation>
    </message>
    <message>
        <source>Paint hair, fur, smoke and soft edges ({unknown})</source>
        <translation>绘制毛发、皮毛、烟雾和柔和边缘 ({unknown})</translation>
    </message>
    <message>
        <source>Lock foreground</source>
        <translation>锁定前景</translation>
    </message>
    <message>
        <source>Nothing changes what is marked as foreground</source>
        <translation>标为前景的部分不会被更改</translation>
    </message>
    <message>
        <source>Lock background</source>
        <translation>锁定背景</translation>
    </message>
    <message>
        <source>Nothing changes what is marked as background</source>
        <translation>标为背景的部分不会被更改</translation>
    </message>
    <message>
        <source>Lock unknown</source>
        <translation>锁定未知</translation>
    </message>
    <message>
        <source>Nothing changes what is marked as unknown</source>
        <translation>标为未知的部分不会被更改</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>增加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>减少</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Strengthen</source>
        <translation>增强</translation>
    </message>
    <message>
        <source>Clear haze</source>
        <translation>清除雾化</translation>
    </message>
</context>
<context>
    <name>OptionsBar</name>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Estimate the alpha after every stroke</source>
        <translation>每次绘制后估计 Alpha</translation>
    </message>
    <message>
        <source>Diameter of the brush, in pixels of the image ({smaller} and {larger})</source>
        <translation>画笔直径，以图像像素计（{smaller} 和 {larger}）</translation>
    </message>
    <message>
        <source>Take corrections away: what was estimated shows again ({erase})</source>
        <translation>去除修正，重新显示估计结果（{erase}）</translation>
    </message>
    <message>
        <source>Width of the band of unknown ({narrower} and {wider})</source>
        <translation>未知带宽度（{narrower} 和 {wider}）</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>One size</source>
        <translation>统一大小</translation>
    </message>
    <message>
        <source>Use one size for all labels and brushes</source>
        <translation>所有标签和画笔使用同一大小</translation>
    </message>
    <message>
        <source>Pressure</source>
        <translation>压感</translation>
    </message>
    <message>
        <source>A pen&apos;s pressure changes the size</source>
        <translation>笔的压力改变大小</translation>
    </message>
    <message>
        <source>Hardness</source>
        <translation>硬度</translation>
    </message>
    <message>
        <source> %</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Contiguous</source>
        <translation>连续</translation>
    </message>
    <message>
        <source>Only what is connected with where you click</source>
        <translation>仅限与点击处相连的部分</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>未知带</translation>
    </message>
</context>
<context>
    <name>PaintController</name>
    <message>
        <source>Invert the trimap</source>
        <translation>反转三分图</translation>
    </message>
    <message>
        <source>Clear the trimap</source>
        <translation>清空三分图</translation>
    </message>
    <message>
        <source>Clear the retouch</source>
        <translation>清空修饰</translation>
    </message>
    <message>
        <source>Clear the corrections of decontamination</source>
        <translation>清空颜色净化修正</translation>
    </message>
    <message>
        <source>Grow Unknown</source>
        <translation>扩大未知区域</translation>
    </message>
    <message>
        <source>Grow unknown</source>
        <translation>扩大未知区域</translation>
    </message>
    <message>
        <source>Shrink Unknown</source>
        <translation>缩小未知区域</translation>
    </message>
    <message>
        <source>Shrink unknown</source>
        <translation>缩小未知区域</translation>
    </message>
    <message>
        <source>Smooth Unknown</source>
        <translation>平滑未知区域</translation>
    </message>
    <message>
        <source>Smooth unknown</source>
        <translation>平滑未知区域</translation>
    </message>
    <message>
        <source>Mark Edges Unknown</source>
        <translation>将边缘标为未知</translation>
    </message>
    <message>
        <source>Mark edges unknown</source>
        <translation>将边缘标为未知</translation>
    </message>
    <message>
        <source>Drag a box round the subject, with a little room to each side.</source>
        <translation>围绕主体拖出一个框，四周留出少许空间。</translation>
    </message>
    <message>
        <source>Trimap from the alpha</source>
        <translation>由 Alpha 生成三分图</translation>
    </message>
    <message>
        <source>Subject found again</source>
        <translation>再次查找主体</translation>
    </message>
    <message>
        <source>Trimap from the mask</source>
        <translation>由蒙版生成三分图</translation>
    </message>
    <message>
        <source>Foreground, alpha {alpha:.3f}, colour {red} {green} {blue}</source>
        <translation>前景，Alpha {alpha:.3f}，颜色 {red} {green} {blue}</translation>
    </message>
    <message>
        <source>Background, alpha {alpha:.3f}, colour {red} {green} {blue}</source>
        <translation>背景，Alpha {alpha:.3f}，颜色 {red} {green} {blue}</translation>
    </message>
    <message>
        <source>Unknown, alpha {alpha:.3f}, colour {red} {green} {blue}</source>
        <translation>未知，Alpha {alpha:.3f}，颜色 {red} {green} {blue}</translation>
    </message>
    <message>
        <source>Pixels:</source>
        <translation>像素：</translation>
    </message>
    <message>
        <source>{what} … · {cancel}: cancel</source>
        <translation>{what}… · {cancel}：取消</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Type what you want to do</source>
        <translation>输入你想执行的操作</translation>
    </message>
    <message>
        <source>Search for a command</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Matting</source>
        <translation>抠图</translation>
    </message>
    <message>
        <source>Painting</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Colours of the desktop</source>
        <translation>跟随系统颜色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Language of the desktop</source>
        <translation>跟随系统语言</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>From the next start on.</source>
        <translation>下次启动后生效。</translation>
    </message>
    <message>
        <source>Memory for undo</source>
        <translation>撤销所用内存</translation>
    </message>
    <message>
        <source>The oldest steps are forgotten when it is full.</source>
        <translation>用满后将丢弃最早的步骤。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Unknown band</source>
        <translation>未知带</translation>
    </message>
    <message>
        <source>On each side of an edge, where a trimap is made from an alpha.</source>
        <translation>由 Alpha 生成三分图时，边缘每侧的宽度。</translation>
    </message>
    <message>
        <source>A pen that is pressed harder paints wider</source>
        <translation>笔压越大，画得越宽</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Tablet</source>
        <translation>数位板</translation>
    </message>
    <message>
        <source>Around the image</source>
        <translation>图像周围</translation>
    </message>
    <message>
        <source>A neutral grey leaves the image&apos;s colours as they are.</source>
        <translation>中性灰不会影响对图像颜色的感受。</translation>
    </message>
    <message>
        <source>Colour around the image</source>
        <translation>图像周围的颜色</translation>
    </message>
</context>
<context>
    <name>ProjectSaver</name>
    <message>
        <source>Of the snapshot “{name}” only the trimap was saved: its corrections are too large.</source>
        <translation>快照“{name}”只保存了三分图：其修正数据过大。</translation>
    </message>
</context>
<context>
    <name>Queue</name>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Working …</source>
        <translation>处理中…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Done before</source>
        <translation>先前已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>待检查</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已接受</translation>
    </message>
</context>
<context>
    <name>QueueTable</name>
    <message>
        <source>Images of the batch</source>
        <translation>批处理的图像</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>no edge runs under the stroke</source>
        <translation>笔画下没有边缘</translation>
    </message>
    <message>
        <source>the trimap is like that already</source>
        <translation>三分图已是如此</translation>
    </message>
    <message>
        <source>nothing was painted since the subject was found</source>
        <translation>自找到主体以来没有任何绘制</translation>
    </message>
    <message>
        <source>the mask selects nothing: there is no subject to draw a band round</source>
        <translation>蒙版未选中任何内容：没有可围绕绘制未知带的主体</translation>
    </message>
    <message>
        <source>the mask selects the whole image: there is no edge to draw a band along</source>
        <translation>蒙版选中了整幅图像：没有可沿其绘制未知带的边缘</translation>
    </message>
    <message>
        <source>the box is empty: it needs a width and a height</source>
        <translation>框为空：需要有宽度和高度</translation>
    </message>
    <message>
        <source>the lasso encloses no pixel of the image</source>
        <translation>套索没有圈住图像中的任何像素</translation>
    </message>
    <message>
        <source>the image has one colour only there: nothing can be told apart</source>
        <translation>图像在该处只有一种颜色：无法区分</translation>
    </message>
    <message>
        <source>the subject could not be told from its background; draw closer round it, or leave more room to one side</source>
        <translation>无法将主体与背景区分；请画得更贴近主体，或在一侧多留空间</translation>
    </message>
    <message>
        <source>the mask has the same value everywhere: it divides nothing</source>
        <translation>蒙版处处取值相同：没有划分作用</translation>
    </message>
    <message>
        <source>a point&apos;s coordinates must be finite numbers</source>
        <translation>点的坐标必须是有限数</translation>
    </message>
</context>
<context>
    <name>RecentMenu</name>
    <message>
        <source>Open &amp;Recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Clear This List</source>
        <translation>清除此列表(&amp;C)</translation>
    </message>
</context>
<context>
    <name>Recovery</name>
    <message>
        <source>What was painted before a crash cannot be restored: {reason}</source>
        <translation>无法恢复崩溃前的绘制内容：{reason}</translation>
    </message>
    <message>
        <source>The journals of unsaved work cannot be read: {reason}</source>
        <translation>无法读取未保存工作的日志：{reason}</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>The settings in {path} cannot be read, defaults are used, and the file is kept as {kept}: {reason}</source>
        <translation>无法读取 {path} 中的设置，将使用默认值，原文件将保留为 {kept}：{reason}</translation>
    </message>
    <message>
        <source>Of the settings in {path} some cannot be read and have defaults, and the file is kept as {kept}: {reasons}</source>
        <translation>{path} 中的部分设置无法读取，已使用默认值，原文件将保留为 {kept}：{reasons}</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Keys and mouse</source>
        <translation>按键与鼠标</translation>
    </message>
    <message>
        <source>On the canvas</source>
        <translation>在画布上</translation>
    </message>
    <message>
        <source>Left button</source>
        <translation>左键</translation>
    </message>
    <message>
        <source>Paint with the label that is chosen</source>
        <translation>用所选标签绘制</translation>
    </message>
    <message>
        <source>Right button, or Alt</source>
        <translation>右键或 Alt</translation>
    </message>
    <message>
        <source>Paint with the opposite label</source>
        <translation>用相反标签绘制</translation>
    </message>
    <message>
        <source>Shift and click</source>
        <translation>Shift 加单击</translation>
    </message>
    <message>
        <source>Straight line from the last point</source>
        <translation>从上一点画直线</translation>
    </message>
    <message>
        <source>Space and drag, middle button</source>
        <translation>空格加拖动，或中键</translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation>移动图像</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Zoom at the cursor</source>
        <translation>以光标处为中心缩放</translation>
    </message>
    <message>
        <source>Shift and wheel</source>
        <translation>Shift 加滚轮</translation>
    </message>
    <message>
        <source>Size of the brush</source>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Drop the stroke; stop matting</source>
        <translation>放弃笔画；停止抠图</translation>
    </message>
</context>
<context>
    <name>SnapshotList</name>
    <message>
        <source>Snapshots</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>Take</source>
        <translation>拍摄</translation>
    </message>
    <message>
        <source>Keep the work as it is now</source>
        <translation>保留当前的工作状态</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Make the work what it was; this can be undone</source>
        <translation>将工作恢复到此状态；可以撤销</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Give the snapshot another name</source>
        <translation>更改快照名称</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Forget the snapshot</source>
        <translation>删除快照</translation>
    </message>
    <message>
        <source>Taken on {when}</source>
        <translation>拍摄于 {when}</translation>
    </message>
</context>
<context>
    <name>Snapshots</name>
    <message>
        <source>Snapshot {number}</source>
        <translation>快照 {number}</translation>
    </message>
    <message>
        <source>Restore {name}</source>
        <translation>恢复 {name}</translation>
    </message>
    <message>
        <source>The snapshot is damaged: {reason}</source>
        <translation>快照已损坏：{reason}</translation>
    </message>
</context>
<context>
    <name>Solver</name>
    <message>
        <source>The alpha could not be estimated: {reason}</source>
        <translation>无法估计 Alpha：{reason}</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Drop an image here</source>
        <translation>将图像拖放到此处</translation>
    </message>
    <message>
        <source>Paint what is subject, what is background, and what is unknown: hair, fur, smoke, soft edges.
The cutout appears while you paint.</source>
        <translation>绘制哪些是主体、哪些是背景、哪些是未知：毛发、皮毛、烟雾、柔和边缘。
抠图结果会在绘制时呈现。</translation>
    </message>
    <message>
        <source>Open an image…</source>
        <translation>打开图像…</translation>
    </message>
    <message>
        <source>Paste an image</source>
        <translation>粘贴图像</translation>
    </message>
    <message>
        <source>Sample: {name}</source>
        <translation>示例：{name}</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近打开</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Matting %p %</source>
        <translation>抠图 %p%</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop matting ({cancel})</source>
        <translation>停止抠图 ({cancel})</translation>
    </message>
    <message>
        <source>{percent:.0f} %</source>
        <translation>{percent:.0f}%</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Opened</source>
        <translation>已打开</translation>
    </message>
</context>
<context>
    <name>Styles</name>
    <message>
        <source>Tint</source>
        <translation>着色</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>Hatching</source>
        <translation>阴影线</translation>
    </message>
</context>
<context>
    <name>Toolbox</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
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
        <translation>框选主体</translation>
    </message>
    <message>
        <source>Subject from a box</source>
        <translation>用框选取主体</translation>
    </message>
    <message>
        <source>Subject in a lasso</source>
        <translation>套索选主体</translation>
    </message>
    <message>
        <source>Subject from a lasso</source>
        <translation>用套索选取主体</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Drag to paint · right button: opposite label · Shift+click: straight line · {smaller} {larger} size</source>
        <translation>拖动绘制 · 右键：相反标签 · Shift+单击：直线 · {smaller} {larger} 大小</translation>
    </message>
    <message>
        <source>Paint foreground</source>
        <translation>绘制前景</translation>
    </message>
    <message>
        <source>Paint background</source>
        <translation>绘制背景</translation>
    </message>
    <message>
        <source>Paint unknown</source>
        <translation>绘制未知</translation>
    </message>
    <message>
        <source>Lasso fill</source>
        <translation>套索填充</translation>
    </message>
    <message>
        <source>Drag round an area to fill it · right button: opposite label</source>
        <translation>圈住区域以填充 · 右键：相反标签</translation>
    </message>
    <message>
        <source>Fill a lasso as foreground</source>
        <translation>套索填充为前景</translation>
    </message>
    <message>
        <source>Fill a lasso as background</source>
        <translation>套索填充为背景</translation>
    </message>
    <message>
        <source>Fill a lasso as unknown</source>
        <translation>套索填充为未知</translation>
    </message>
    <message>
        <source>Rectangle fill</source>
        <translation>矩形填充</translation>
    </message>
    <message>
        <source>Drag from corner to corner to fill a rectangle · right button: opposite label</source>
        <translation>从一角拖到对角以填充矩形 · 右键：相反标签</translation>
    </message>
    <message>
        <source>Fill a rectangle as foreground</source>
        <translation>矩形填充为前景</translation>
    </message>
    <message>
        <source>Fill a rectangle as background</source>
        <translation>矩形填充为背景</translation>
    </message>
    <message>
        <source>Fill a rectangle as unknown</source>
        <translation>矩形填充为未知</translation>
    </message>
    <message>
        <source>Ellipse fill</source>
        <translation>椭圆填充</translation>
    </message>
    <message>
        <source>Drag from corner to corner to fill an ellipse · right button: opposite label</source>
        <translation>从一角拖到对角以填充椭圆 · 右键：相反标签</translation>
    </message>
    <message>
        <source>Fill an ellipse as foreground</source>
        <translation>椭圆填充为前景</translation>
    </message>
    <message>
        <source>Fill an ellipse as background</source>
        <translation>椭圆填充为背景</translation>
    </message>
    <message>
        <source>Fill an ellipse as unknown</source>
        <translation>椭圆填充为未知</translation>
    </message>
    <message>
        <source>Flood fill</source>
        <translation>油漆桶填充</translation>
    </message>
    <message>
        <source>Click to fill an area of one label · right button: opposite label</source>
        <translation>单击填充同一标签的区域 · 右键：相反标签</translation>
    </message>
    <message>
        <source>Flood with foreground</source>
        <translation>用前景填充</translation>
    </message>
    <message>
        <source>Flood with background</source>
        <translation>用背景填充</translation>
    </message>
    <message>
        <source>Flood with unknown</source>
        <translation>用未知填充</translation>
    </message>
    <message>
        <source>Colour wand</source>
        <translation>颜色魔棒</translation>
    </message>
    <message>
        <source>Click on a colour to mark what looks alike · right button: opposite label</source>
        <translation>单击一种颜色以标记相似部分 · 右键：相反标签</translation>
    </message>
    <message>
        <source>Colour as foreground</source>
        <translation>颜色标为前景</translation>
    </message>
    <message>
        <source>Colour as background</source>
        <translation>颜色标为背景</translation>
    </message>
    <message>
        <source>Colour as unknown</source>
        <translation>颜色标为未知</translation>
    </message>
    <message>
        <source>Edge band</source>
        <translation>边缘带</translation>
    </message>
    <message>
        <source>Drag loosely along an edge to mark a band of unknown on it · {smaller} {larger} size · {narrower} {wider} band</source>
        <translation>沿边缘大致拖动，将其标为未知带 · {smaller} {larger} 大小 · {narrower} {wider} 未知带</translation>
    </message>
    <message>
        <source>Drag to correct the alpha · right button: the opposite · {smaller} {larger} size</source>
        <translation>拖动修正 Alpha · 右键：相反操作 · {smaller} {larger} 大小</translation>
    </message>
    <message>
        <source>Erase retouch</source>
        <translation>擦除修饰</translation>
    </message>
    <message>
        <source>Drag to remove the background&apos;s colours · right button: bring them back · {smaller} {larger} size</source>
        <translation>拖动去除背景颜色 · 右键：恢复 · {smaller} {larger} 大小</translation>
    </message>
    <message>
        <source>Mark an edge as unknown</source>
        <translation>将边缘标为未知</translation>
    </message>
    <message>
        <source>Drag a box round the subject, with a little room to each side · {find-again} learn from what was painted since</source>
        <translation>围绕主体拖出一个框，四周留出少许空间 · {find-again} 从此后的绘制中学习</translation>
    </message>
    <message>
        <source>Drag loosely round the subject, with a little room to each side · {find-again} learn from what was painted since</source>
        <translation>大致围绕主体拖动，四周留出少许空间 · {find-again} 从此后的绘制中学习</translation>
    </message>
    <message>
        <source>Retouch alpha</source>
        <translation>修饰 Alpha</translation>
    </message>
    <message>
        <source>Add to alpha</source>
        <translation>增加 Alpha</translation>
    </message>
    <message>
        <source>Remove from alpha</source>
        <translation>减少 Alpha</translation>
    </message>
    <message>
        <source>Smooth alpha</source>
        <translation>平滑 Alpha</translation>
    </message>
    <message>
        <source>Strengthen alpha</source>
        <translation>增强 Alpha</translation>
    </message>
    <message>
        <source>Clear haze from alpha</source>
        <translation>清除 Alpha 中的雾化</translation>
    </message>
    <message>
        <source>Decontaminate</source>
        <translation>净化颜色</translation>
    </message>
    <message>
        <source>Decontaminate colours</source>
        <translation>净化颜色</translation>
    </message>
    <message>
        <source>Take decontamination away</source>
        <translation>取消颜色净化</translation>
    </message>
    <message>
        <source>Erase corrections of decontamination</source>
        <translation>擦除颜色净化修正</translation>
    </message>
    <message>
        <source>Alpha eyedropper</source>
        <translation>Alpha 吸管</translation>
    </message>
    <message>
        <source>Click to read alpha and colour, and to take the colour for the view on a colour</source>
        <translation>单击读取 Alpha 和颜色，并将该颜色用于纯色背景视图</translation>
    </message>
    <message>
        <source>Read alpha</source>
        <translation>读取 Alpha</translation>
    </message>
    <message>
        <source>Hand</source>
        <translation>抓手</translation>
    </message>
    <message>
        <source>Drag to move the image · with every tool: middle button, or Space and drag</source>
        <translation>拖动以移动图像 · 任何工具均可：中键，或空格加拖动</translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation>移动图像</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Click to zoom in · right button or Alt: out · drag a box to look at it</source>
        <translation>单击放大 · 右键或 Alt：缩小 · 拖出框以查看该处</translation>
    </message>
</context>
<context>
    <name>ViewController</name>
    <message>
        <source>Doubtful spot {number} of {count}</source>
        <translation>可疑处 {number} / {count}</translation>
    </message>
    <message>
        <source>There is no doubtful spot.</source>
        <translation>没有可疑处。</translation>
    </message>
</context>
<context>
    <name>ViewOptionsPanel</name>
    <message>
        <source>The brighter, the more doubtful · {next-doubt} goes to the next spot</source>
        <translation>越亮越可疑 · {next-doubt} 转到下一处</translation>
    </message>
    <message>
        <source>What is nearly empty in orange, what is nearly solid in blue: alpha up to 10 % and from 90 % on ({marks})</source>
        <translation>几乎为空处显示橙色，几乎为实处显示蓝色：Alpha 10 % 以下与 90 % 以上（{marks}）</translation>
    </message>
    <message>
        <source>Style of the trimap&apos;s overlay</source>
        <translation>三分图叠加样式</translation>
    </message>
    <message>
        <source>Opacity of the trimap&apos;s overlay</source>
        <translation>三分图叠加不透明度</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>样式</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Mark haze and holes</source>
        <translation>标出雾化与孔洞</translation>
    </message>
    <message>
        <source>Colour…</source>
        <translation>颜色…</translation>
    </message>
    <message>
        <source>Colour behind the cutout</source>
        <translation>抠图结果背后的颜色</translation>
    </message>
    <message>
        <source>Own image…</source>
        <translation>自选图像…</translation>
    </message>
    <message>
        <source>Size of the own image, in per cent</source>
        <translation>自选图像的大小（百分比）</translation>
    </message>
    <message>
        <source>Own image, how far to the right</source>
        <translation>自选图像：向右的位移</translation>
    </message>
    <message>
        <source>Own image, how far down</source>
        <translation>自选图像：向下的位移</translation>
    </message>
    <message>
        <source>Fill the image</source>
        <translation>填满图像</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>水平</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>垂直</translation>
    </message>
    <message>
        <source>How much of the image shines through</source>
        <translation>图像的透出程度</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
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
        <translation>仍在写入文件；完成后窗口将关闭。</translation>
    </message>
    <message>
        <source>Wrote {path}</source>
        <translation>已写入 {path}</translation>
    </message>
</context>
<context>
    <name>Wipe</name>
    <message>
        <source>Border between both sides of the comparison</source>
        <translation>对比两侧的分界线</translation>
    </message>
    <message>
        <source>Drag to see more of one side</source>
        <translation>拖动以显示更多的一侧</translation>
    </message>
</context>
<context>
    <name>ZoomPreview</name>
    <message>
        <source>Wheel: zoom · drag: move · double click or Z: 100 %</source>
        <translation>滚轮：缩放 · 拖动：移动 · 双击或 Z：100 %</translation>
    </message>
</context>
<context>
    <name>_Curve</name>
    <message>
        <source>Histogram of alpha</source>
        <translation>Alpha 直方图</translation>
    </message>
</context>
</TS>
